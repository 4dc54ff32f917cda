import type { ImagePrediction } from '../../../app/contract/modelViews.ts';
import type { ImageSize } from '../../../app/geometry/imageSize.ts';
import type { MaskGeometry } from '../../../app/geometry/geometry.ts';
import { maskFromGeometry } from '../../../app/geometry/rasterise.ts';
import { paintClasses } from '../../../app/metrics/classMap.ts';
import { differenceColours } from '../../canvas/differenceColours.ts';
import { FILL_ALPHA } from '../../canvas/objectLook.ts';
import { pathOf } from '../../canvas/objectPath.ts';

export type FoundObjects = ImagePrediction['objects'];

const CHANGE_ALPHA = 190;
const BOTH_ALPHA = 70;
/** Larger images have outlines instead: a picture of every pixel would not fit into memory. */
const MOST_PAINTED_PIXELS = 40e6;

/** Fills and outlines the objects of one model in the colours of their labels. In image space. */
export function drawFound(
  context: CanvasRenderingContext2D,
  objects: FoundObjects,
  colourOf: (labelId: string) => string,
  lineWidth: number,
): void {
  context.lineWidth = lineWidth;
  for (const { labelId, geometry } of objects) {
    const path = pathOf(geometry);
    context.fillStyle = context.strokeStyle = colourOf(labelId);
    context.globalAlpha = FILL_ALPHA;
    context.fill(path, 'evenodd');
    context.globalAlpha = 1;
    context.stroke(path);
  }
}

/** Which pixels changed, as a picture as large as the image; `null` where that would be too large. */
export function paintDifference(size: ImageSize, first: FoundObjects, second: FoundObjects): HTMLCanvasElement | null {
  if (size.width * size.height > MOST_PAINTED_PIXELS) return null;
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [size.width, size.height];
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('The page cannot draw: no 2D canvas is available.');
  const picture = context.createImageData(size.width, size.height);
  const [before, after] = classMaps(size, first, second);
  before.forEach((classBefore, pixel) => {
    const classAfter = after[pixel] as number;
    if (classBefore === 0 && classAfter === 0) return;
    // Another label is something that only A has and something that only B has: B, the newer one, is shown.
    const kind = classBefore === classAfter ? 'both' : classAfter === 0 ? 'first' : 'second';
    picture.data.set([...differenceColours[kind], kind === 'both' ? BOTH_ALPHA : CHANGE_ALPHA], pixel * 4);
  });
  context.putImageData(picture, 0, 0);
  return canvas;
}

function classMaps(size: ImageSize, first: FoundObjects, second: FoundObjects): readonly [Uint8Array, Uint8Array] {
  const labelIds = [...new Set([...first, ...second].map(({ labelId }) => labelId))];
  const paint = (objects: FoundObjects): Uint8Array => {
    const surestLast = objects.toSorted((a, b) => a.score - b.score);
    const masks = surestLast.flatMap(({ labelId, geometry }): { classIndex: number; mask: MaskGeometry }[] => {
      const mask = maskFromGeometry(geometry, size);
      return mask === null ? [] : [{ classIndex: labelIds.indexOf(labelId) + 1, mask }];
    });
    return paintClasses(masks, size);
  };
  return [paint(first), paint(second)];
}
