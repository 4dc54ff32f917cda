import type { PixelBox } from '../../app/geometry/geometry.ts';
import { queryBox } from '../../app/geometry/spatialIndex.ts';
import { viewedBox, type View } from './drawnFrame.ts';
import { pointReach } from './pointDrawing.ts';
import { drawRecords, enterImageSpace, type DrawnObjects } from './objectDrawing.ts';

/** CSS pixels by which outlines and discs reach out of the box of their object. */
const outlineReach = Math.max(3, pointReach);

/** Objects drawn on a canvas of their own, as a frame shows them. */
export interface ObjectPicture {
  readonly context: CanvasRenderingContext2D;
  readonly objects: DrawnObjects;
  readonly frame: View;
  /** Device pixels a CSS pixel. */
  readonly devicePixels: number;
}

/** An empty picture; `canvas` is used again where there is one. */
export function beginPicture(objects: DrawnObjects, frame: View, canvas: HTMLCanvasElement | null): ObjectPicture {
  const own = canvas ?? document.createElement('canvas');
  own.width = Math.max(Math.ceil(frame.size.width * devicePixelRatio), 1);
  own.height = Math.max(Math.ceil(frame.size.height * devicePixelRatio), 1);
  const context = own.getContext('2d');
  if (context === null) throw new Error('The page cannot draw: no 2D canvas is available.');
  return { context, objects, frame, devicePixels: devicePixelRatio };
}

/** Draws everything that the picture shows; see `drawRecords`. */
export function paintPicture({ context, objects, frame, devicePixels }: ObjectPicture): Generator<number, void> {
  context.setTransform(devicePixels, 0, 0, devicePixels, 0, 0);
  enterImageSpace(context, frame.transform);
  return drawRecords(context, queryBox(objects.index, viewedBox(frame)), objects, frame.transform.scale);
}

/** The picture with `objects` in it, drawn anew inside `boxes`, given in image pixels, where alone they differ. */
export function patchPicture(picture: ObjectPicture, objects: DrawnObjects, boxes: readonly PixelBox[]): ObjectPicture {
  const { context, frame, devicePixels } = picture;
  const { scale, offsetX, offsetY } = frame.transform;
  const deviceScale = scale * devicePixels;
  // Whole device pixels: a clip through the middle of one would leave a seam.
  const onDevice = (place: number, offset: number, reach: number): number =>
    (place * scale + offset + reach) * devicePixels;
  for (const box of boxes) {
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
    context.setTransform(devicePixels, 0, 0, devicePixels, 0, 0);
    enterImageSpace(context, frame.transform);
    const cleared = {
      x: left / deviceScale - offsetX / scale,
      y: top / deviceScale - offsetY / scale,
      width: width / deviceScale,
      height: height / deviceScale,
    };
    for (const _ of drawRecords(context, queryBox(objects.index, grown(cleared, scale)), objects, scale));
    context.restore();
  }
  return { ...picture, objects };
}

/** Also neighbours whose outlines alone reach inside. */
function grown(box: PixelBox, scale: number): PixelBox {
  const reach = outlineReach / scale;
  return { x: box.x - reach, y: box.y - reach, width: box.width + 2 * reach, height: box.height + 2 * reach };
}

/** Draws the picture to where its objects are in another frame, of any scale. */
export function drawPicture(context: CanvasRenderingContext2D, picture: ObjectPicture, { transform }: View): void {
  const own = picture.frame;
  const factor = transform.scale / own.transform.scale;
  const x = transform.offsetX - own.transform.offsetX * factor;
  const y = transform.offsetY - own.transform.offsetY * factor;
  const snap = (place: number): number =>
    factor === 1 ? Math.round(place * devicePixelRatio) / devicePixelRatio : place;
  const { canvas } = picture.context;
  // The size of the canvas itself, which the frame may end a part of a device pixel before.
  const [width, height] = [canvas.width / picture.devicePixels, canvas.height / picture.devicePixels];
  context.drawImage(canvas, snap(x), snap(y), width * factor, height * factor);
}
