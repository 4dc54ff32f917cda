import type { PixelBox } from '../../app/geometry/geometry.ts';
import type { ImageSize } from '../../app/geometry/imageSize.ts';
import { queryBox } from '../../app/geometry/spatialIndex.ts';
import type { Viewport } from '../../app/geometry/spaces.ts';
import type { View } from './imageLayer.ts';
import { drawRecords, enterImageSpace, viewedBox, type DrawnObjects } from './objectDrawing.ts';

/** Share of a view by which a picture goes beyond it at each side, and how much of that is left before it is renewed. */
const margin = 0.25;
const leastMargin = 0.08;
/** CSS pixels by which outlines reach out of the box of their object. */
const outlineReach = 3;

/** Objects drawn on a canvas of their own, which shows more than the view that it was made for. */
export interface ObjectPicture {
  readonly context: CanvasRenderingContext2D;
  readonly objects: DrawnObjects;
  /** Of the picture: its offset counts from the picture's corner. */
  readonly transform: Viewport;
  readonly size: ImageSize;
}

/** An empty picture about a view; `canvas` is used again where there is one. */
export function beginPicture(objects: DrawnObjects, view: View, canvas: HTMLCanvasElement | null): ObjectPicture {
  const { transform, size } = view;
  const [beyondX, beyondY] = [Math.round(size.width * margin), Math.round(size.height * margin)];
  const own = canvas ?? document.createElement('canvas');
  const pictured = { width: size.width + 2 * beyondX, height: size.height + 2 * beyondY };
  own.width = Math.max(Math.round(pictured.width * devicePixelRatio), 1);
  own.height = Math.max(Math.round(pictured.height * devicePixelRatio), 1);
  const context = own.getContext('2d');
  if (context === null) throw new Error('The page cannot draw: no 2D canvas is available.');
  return {
    context,
    objects,
    transform: { ...transform, offsetX: transform.offsetX + beyondX, offsetY: transform.offsetY + beyondY },
    size: pictured,
  };
}

/** Draws everything that the picture shows; see `drawRecords`. */
export function paintPicture({ context, objects, transform, size }: ObjectPicture): Generator<number, void> {
  context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
  enterImageSpace(context, transform);
  return drawRecords(context, queryBox(objects.index, viewedBox({ transform, size })), objects, transform.scale);
}

/** The picture with `objects` in it, drawn anew inside `boxes`, given in image pixels, where alone they differ. */
export function patchPicture(
  picture: ObjectPicture,
  objects: DrawnObjects,
  boxes: readonly PixelBox[],
): ObjectPicture {
  const { context, transform } = picture;
  const { scale, offsetX, offsetY } = transform;
  const deviceScale = scale * devicePixelRatio;
  for (const box of boxes) {
    // Whole device pixels: a clip through the middle of one would leave a seam.
    const onDevice = (place: number, offset: number, reach: number): number =>
      (place * scale + offset + reach) * devicePixelRatio;
    const left = Math.floor(onDevice(box.x, offsetX, -outlineReach));
    const top = Math.floor(onDevice(box.y, offsetY, -outlineReach));
    const width = Math.ceil(onDevice(box.x + box.width, offsetX, outlineReach)) - left;
    const height = Math.ceil(onDevice(box.y + box.height, offsetY, outlineReach)) - top;
    context.save();
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.beginPath();
    context.rect(left, top, width, height);
    context.clip();
    context.clearRect(left, top, width, height);
    context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    enterImageSpace(context, transform);
    const inside = {
      x: left / deviceScale - offsetX / scale,
      y: top / deviceScale - offsetY / scale,
      width: width / deviceScale,
      height: height / deviceScale,
    };
    for (const _ of drawRecords(context, queryBox(objects.index, grown(inside, scale)), objects, scale));
    context.restore();
  }
  return { ...picture, objects };
}

/** Also neighbours whose outlines alone reach inside. */
function grown(box: PixelBox, scale: number): PixelBox {
  const reach = outlineReach / scale;
  return { x: box.x - reach, y: box.y - reach, width: box.width + 2 * reach, height: box.height + 2 * reach };
}

/** Whether the picture has the scale of a view and shows it with some margin, so that it need not be renewed yet. */
export function servesView({ transform, size }: ObjectPicture, view: View): boolean {
  if (transform.scale !== view.transform.scale) return false;
  const left = transform.offsetX - view.transform.offsetX;
  const top = transform.offsetY - view.transform.offsetY;
  const [leastX, leastY] = [view.size.width * leastMargin, view.size.height * leastMargin];
  return (
    left >= leastX &&
    top >= leastY &&
    size.width - left - view.size.width >= leastX &&
    size.height - top - view.size.height >= leastY
  );
}

/** Draws the picture to where its objects are in a view of any scale. */
export function drawPicture(context: CanvasRenderingContext2D, picture: ObjectPicture, view: View): void {
  const { transform, size } = picture;
  const factor = view.transform.scale / transform.scale;
  const x = view.transform.offsetX - transform.offsetX * factor;
  const y = view.transform.offsetY - transform.offsetY * factor;
  const snap = (place: number): number =>
    factor === 1 ? Math.round(place * devicePixelRatio) / devicePixelRatio : place;
  context.drawImage(picture.context.canvas, snap(x), snap(y), size.width * factor, size.height * factor);
}
