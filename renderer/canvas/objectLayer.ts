import { queryBox } from '../../app/geometry/spatialIndex.ts';
import { changedBoxes, differInLookAtMost } from './changedBoxes.ts';
import { viewedBox, type View } from './drawnFrame.ts';
import { drawRecords, enterImageSpace, type DrawnObjects } from './objectDrawing.ts';
import { beginPicture, drawPicture, paintPicture, patchPicture, type ObjectPicture } from './objectPicture.ts';

/** So many objects are drawn at once; more are pictured. */
const mostDrawnDirectly = 250;
/** Of a picture, in one turn; counted in outlines, since a canvas is painted after the call that asks for it. */
const workPerTurn = 120;

export interface ObjectLayer {
  /**
   * Draws the objects in a frame. Where they are many they come from a picture, which is patched where objects change and,
   * for another frame, painted anew in several turns; until then the old one stands in for it, moved and scaled.
   */
  draw(context: CanvasRenderingContext2D, objects: DrawnObjects, frame: View): void;
  destroy(): void;
}

interface Painting {
  readonly picture: ObjectPicture;
  readonly work: Generator<number, void>;
}

/** `redraw` is called when there is more to be seen. */
export function createObjectLayer(redraw: () => void): ObjectLayer {
  let shown: ObjectPicture | null = null;
  let painting: Painting | null = null;
  let turn: number | null = null;
  /** Of a picture that is not needed any more. */
  let spare: HTMLCanvasElement | null = null;

  const follow = (objects: DrawnObjects): void => {
    // A slider that moves on must not keep a painting from its end: it is shown, and the next one begins.
    if (painting !== null && !differInLookAtMost(painting.picture.objects, objects)) {
      spare = painting.picture.context.canvas;
      painting = null;
    }
    if (shown === null || shown.objects === objects) return;
    const isSameImage = shown.objects.imageId === objects.imageId;
    const boxes = isSameImage ? changedBoxes(shown.objects, objects) : null;
    if (boxes !== null) shown = patchPicture(shown, objects, boxes);
    else if (!isSameImage) shown = null;
  };

  const take = (finished: ObjectPicture): void => {
    spare = shown?.context.canvas ?? null;
    shown = finished;
    painting = null;
    redraw();
  };

  const paint = (): void => {
    turn = null;
    if (painting === null) return;
    for (let work = 0; work < workPerTurn;) {
      const step = painting.work.next();
      if (step.done === true) return take(painting.picture);
      work += step.value;
    }
    if (shown === null) redraw();
    turn = requestAnimationFrame(paint);
  };

  const begin = (objects: DrawnObjects, frame: View): void => {
    if (painting !== null || (shown?.objects === objects && shown.frame === frame)) return;
    const picture = beginPicture(objects, frame, spare);
    spare = null;
    painting = { picture, work: paintPicture(picture) };
    turn ??= requestAnimationFrame(paint);
  };

  return {
    draw: (context, objects, frame) => {
      const inView = queryBox(objects.index, viewedBox(frame));
      follow(objects);
      if (inView.length <= mostDrawnDirectly) {
        enterImageSpace(context, frame.transform);
        for (const _ of drawRecords(context, inView, objects, frame.transform.scale));
        return;
      }
      begin(objects, frame);
      const picture = shown ?? painting?.picture;
      if (picture !== undefined) drawPicture(context, picture, frame);
    },
    destroy: () => {
      if (turn !== null) cancelAnimationFrame(turn);
    },
  };
}
