import type { PixelBox } from '../../app/geometry/geometry.ts';
import { changedBoxes, differInLookAtMost } from './changedBoxes.ts';
import type { View } from './drawnFrame.ts';
import type { DrawnObjects } from './objectDrawing.ts';
import { beginPicture, layPicture, type ObjectPicture, paintPicture, patchPicture } from './objectPicture.ts';

/**
 * Of a picture, in one turn; counted in outlines, since a canvas is painted after the call that asks for it. While the view
 * moves, a frame has other work too; in the first turn of an image so many objects show together with it.
 */
const workPerTurn = { moving: 120, first: 250, still: 400 } as const;
/** Frames that a painting leaves to other drawing at most, one after the other. */
const mostFramesLeft = 3;

export interface ObjectLayer {
  /**
   * Shows these objects in a frame. They come from a picture, which is patched where objects change and, for another
   * frame, painted anew in several turns; until then the old one stands in for it, moved and scaled.
   */
  show(objects: DrawnObjects, frame: View): void;
  /** Moves what is painted with the view. */
  follow(view: View): void;
  setShown(isShown: boolean): void;
  destroy(): void;
}

interface Painting {
  readonly picture: ObjectPicture;
  readonly work: Generator<number, void>;
}

/** Lays its pictures into `container`. A painting goes on in frames in which `isOtherDrawing` is false, but for some. */
export function createObjectLayer(container: HTMLElement, isOtherDrawing: () => boolean): ObjectLayer {
  const place = document.createElement('div');
  container.append(place);
  let wanted: { readonly objects: DrawnObjects; readonly frame: View } | null = null;
  let view: View | null = null;
  let shown: ObjectPicture | null = null;
  let painting: Painting | null = null;
  let turn: number | null = null;
  let framesLeft = 0;
  let hasMoved = false;
  /** Of a picture that is not needed any more. */
  let spare: HTMLCanvasElement | null = null;

  const lay = (picture: ObjectPicture): void => {
    const { canvas } = picture.context;
    if (view !== null) layPicture(picture, view);
    if (place.firstChild !== canvas) place.replaceChildren(canvas);
  };

  const keepUp = (objects: DrawnObjects): void => {
    if (painting !== null && !isWorthEnding(painting.picture.objects, objects)) {
      spare = painting.picture.context.canvas;
      painting = null;
    }
    if (shown === null || shown.objects === objects) return;
    const boxes = boxesBetween(shown.objects, objects);
    if (boxes !== null) shown = patchPicture(shown, objects, boxes);
    else if (shown.objects.imageId !== objects.imageId) {
      spare = shown.context.canvas;
      shown = null;
      place.replaceChildren();
    }
  };

  const begin = (objects: DrawnObjects, frame: View): void => {
    if (painting !== null || (shown?.objects === objects && shown.frame === frame)) return;
    const picture = beginPicture(objects, frame, spare);
    spare = null;
    painting = { picture, work: paintPicture(picture, shown) };
  };

  const finish = ({ picture }: Painting, objects: DrawnObjects): void => {
    spare = shown?.context.canvas ?? null;
    const boxes = boxesBetween(picture.objects, objects);
    shown = boxes === null ? picture : patchPicture(picture, objects, boxes);
    painting = null;
    lay(shown);
  };

  const paint = (): void => {
    turn = null;
    if (wanted === null) return;
    keepUp(wanted.objects);
    if (shown !== null && framesLeft < mostFramesLeft && isOtherDrawing()) {
      framesLeft++;
      return ask();
    }
    framesLeft = 0;
    begin(wanted.objects, wanted.frame);
    if (painting !== null) takeTurn(painting, wanted.objects);
    // Something else may be wanted by now.
    begin(wanted.objects, wanted.frame);
    if (painting !== null) ask();
    place.dataset.painted = String(painting === null);
  };

  const takeTurn = (current: Painting, objects: DrawnObjects): void => {
    const isFirst = shown === null && place.firstChild === null;
    const most = workPerTurn[isFirst ? 'first' : hasMoved ? 'moving' : 'still'];
    hasMoved = false;
    for (let work = 0; work < most;) {
      const step = current.work.next();
      if (step.done === true) return finish(current, objects);
      work += step.value;
    }
    if (shown === null) lay(current.picture);
  };

  const ask = (): void => {
    place.dataset.painted = 'false';
    turn ??= requestAnimationFrame(paint);
  };

  return {
    show: (objects, frame) => {
      wanted = { objects, frame };
      ask();
    },
    follow: (now) => {
      view = now;
      hasMoved = true;
      const laid = shown ?? painting?.picture;
      if (laid !== undefined) layPicture(laid, now);
    },
    setShown: (isShown) => {
      place.style.visibility = isShown ? 'visible' : 'hidden';
    },
    destroy: () => {
      if (turn !== null) cancelAnimationFrame(turn);
      place.remove();
    },
  };
}

function boxesBetween(before: DrawnObjects, after: DrawnObjects): readonly PixelBox[] | null {
  return before.imageId === after.imageId ? changedBoxes(before, after) : null;
}

/**
 * A painting that can be patched at its end is not begun anew for every edit; and a slider that moves on must not keep it
 * from its end: it is shown, and the next one begins.
 */
function isWorthEnding(painted: DrawnObjects, wanted: DrawnObjects): boolean {
  return painted === wanted || differInLookAtMost(painted, wanted) || boxesBetween(painted, wanted) !== null;
}
