import type { Viewport } from '../../app/geometry/spaces.ts';
import type { View } from './imageLayer.ts';
import { drawObjects, type DrawnObjects } from './objectDrawing.ts';

/** A pass of more outlines than this is not repeated for every frame of a pan or zoom. */
const MOST_WORK_PER_FRAME = 600;
const REST_MS = 90;

export interface ObjectLayer {
  /** Draws the objects; where there are very many, first their last picture, moved and scaled, then them anew. */
  draw(context: CanvasRenderingContext2D, objects: DrawnObjects, view: View): void;
  destroy(): void;
}

interface Picture {
  readonly canvas: HTMLCanvasElement;
  readonly objects: DrawnObjects;
  readonly transform: Viewport;
}

export function createObjectLayer(redraw: () => void): ObjectLayer {
  let picture: Picture | null = null;
  let lastWork = 0;
  let rest: ReturnType<typeof setTimeout> | null = null;
  let rested = false;

  const paint = (objects: DrawnObjects, { transform, size }: View): Picture => {
    const canvas = picture?.canvas ?? document.createElement('canvas');
    canvas.width = Math.max(Math.round(size.width * devicePixelRatio), 1);
    canvas.height = Math.max(Math.round(size.height * devicePixelRatio), 1);
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('The page cannot draw: no 2D canvas is available.');
    context.scale(devicePixelRatio, devicePixelRatio);
    lastWork = drawObjects(context, objects, { transform, size });
    return { canvas, objects, transform };
  };

  const repaintAtRest = () => {
    if (rest !== null) clearTimeout(rest);
    rest = setTimeout(() => {
      rested = true;
      redraw();
    }, REST_MS);
  };

  return {
    draw: (context, objects, view) => {
      if (lastWork <= MOST_WORK_PER_FRAME) {
        lastWork = drawObjects(context, objects, view);
        return;
      }
      if (picture === null || rested || picture.objects !== objects) picture = paint(objects, view);
      else if (picture.transform !== view.transform) repaintAtRest();
      rested = false;
      drawPicture(context, picture, view);
    },
    destroy: () => {
      if (rest !== null) clearTimeout(rest);
    },
  };
}

/** The picture where its objects would be now. */
function drawPicture(context: CanvasRenderingContext2D, { canvas, transform }: Picture, view: View): void {
  const factor = view.transform.scale / transform.scale;
  const x = view.transform.offsetX - transform.offsetX * factor;
  const y = view.transform.offsetY - transform.offsetY * factor;
  context.drawImage(
    canvas,
    x,
    y,
    (canvas.width / devicePixelRatio) * factor,
    (canvas.height / devicePixelRatio) * factor,
  );
}
