import { queryBox } from '../../app/geometry/spatialIndex.ts';
import { changedBoxes } from './changedBoxes.ts';
import type { View } from './imageLayer.ts';
import { drawRecords, enterImageSpace, viewedBox, type DrawnObjects } from './objectDrawing.ts';
import {
  beginPicture,
  drawPicture,
  paintPicture,
  patchPicture,
  servesView,
  type ObjectPicture,
} from './objectPicture.ts';

/** So many objects are drawn anew in every frame of a pan or zoom; more are pictured. */
const mostDrawnDirectly = 250;
/** Of a picture, in one frame; counted in outlines, since a canvas is painted after the call that asks for it. */
const workPerFrame = 250;

export interface ObjectLayer {
  /**
   * Draws the objects. Where many are in view they come from a picture, which is moved and scaled at once, patched where
   * objects change, and renewed over several frames where it does not serve the view any more.
   */
  draw(context: CanvasRenderingContext2D, objects: DrawnObjects, view: View): void;
}

interface Painting {
  readonly picture: ObjectPicture;
  readonly work: Generator<number, void>;
}

/** `redraw` asks for another frame. */
export function createObjectLayer(redraw: () => void): ObjectLayer {
  let shown: ObjectPicture | null = null;
  let painting: Painting | null = null;
  /** Of the picture that was shown last. */
  let spare: HTMLCanvasElement | null = null;

  const follow = (objects: DrawnObjects): void => {
    if (painting !== null && painting.picture.objects !== objects) {
      spare = painting.picture.context.canvas;
      painting = null;
    }
    if (shown === null || shown.objects === objects) return;
    const boxes = shown.objects.imageId === objects.imageId ? changedBoxes(shown.objects, objects) : null;
    if (boxes !== null) shown = patchPicture(shown, objects, boxes);
    else if (shown.objects.imageId !== objects.imageId) shown = null;
  };

  const paint = (objects: DrawnObjects, view: View): void => {
    const isServed = shown !== null && shown.objects === objects && servesView(shown, view);
    if (painting === null && !isServed) {
      const picture = beginPicture(objects, view, spare);
      spare = null;
      painting = { picture, work: paintPicture(picture) };
    }
    if (painting === null) return;
    // Not within the frame that is being drawn: the stage would take it for the same.
    queueMicrotask(redraw);
    for (let work = 0; work < workPerFrame; ) {
      const step = painting.work.next();
      if (step.done === true) {
        spare = shown?.context.canvas ?? null;
        shown = painting.picture;
        painting = null;
        return;
      }
      work += step.value;
    }
  };

  return {
    draw: (context, objects, view) => {
      const inView = queryBox(objects.index, viewedBox(view));
      follow(objects);
      if (inView.length <= mostDrawnDirectly) {
        enterImageSpace(context, view.transform);
        for (const _ of drawRecords(context, inView, objects, view.transform.scale));
        return;
      }
      paint(objects, view);
      const picture = shown ?? painting?.picture;
      if (picture !== undefined) drawPicture(context, picture, view);
    },
  };
}
