import type { CanvasAid } from '../../state/canvasAids.svelte.ts';

const shown: { readonly [A in CanvasAid]: string } = {
  minimap: 'Minimap',
  rulers: 'Rulers',
  crosshair: 'Crosshair',
  pixelGrid: 'Pixel grid',
  scaleBar: 'Scale bar',
};

const switches: { readonly [A in CanvasAid]: string } = {
  minimap: 'Show or hide the minimap',
  rulers: 'Show or hide the rulers',
  crosshair: 'Show or hide the crosshair',
  pixelGrid: 'Show or hide the pixel grid (from 800% on)',
  scaleBar: 'Show or hide the scale bar',
};

/** What helps to see and to measure on the canvas. */
export const aids = {
  menu: 'View',
  shown,
  switches,
  hints: {
    minimap: 'while zoomed in',
    pixelGrid: 'from 800%',
    scaleBar: 'needs the size of a pixel',
  },
  rulerLengths: 'Rulers in units of length',
  switchRulerUnit: 'Rulers: pixels or units of length',
  rulerUnit: {
    pixels: 'The rulers count pixels: switch to units of length',
    lengths: 'The rulers show lengths: switch to pixels',
    unknown: 'The rulers count pixels: the size of a pixel is not known for this image',
  },
  minimapName: 'Minimap: arrow keys move the view',
  minimapPlace: (x: string, y: string, percent: string) => `Middle at x ${x}, y ${y}, ${percent}% of the image in view`,
  scaleBarName: (length: string) => `Scale bar: ${length}`,
  scaleBarAcross: (length: string) => `Scale bar: ${length} from left to right; pixels are not square`,
  measure: {
    last: 'Last',
    none: 'Nothing measured yet',
    direction: (degrees: string) => `direction ${degrees}`,
    angle: (degrees: string) => `angle ${degrees}`,
    clear: (count: number, shownCount: string) =>
      count === 1 ? 'Clear the measurement' : `Clear ${shownCount} measurements`,
    clearAll: 'Clear all measurements',
  },
};
