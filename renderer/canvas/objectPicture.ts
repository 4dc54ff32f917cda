import type { PixelBox } from '../../app/geometry/geometry.ts';
import { queryBox } from '../../app/geometry/spatialIndex.ts';
import { placementOf, type View, wholeOnDevice } from './drawnFrame.ts';
import { drawRecords, enterImageSpace, type DrawnObjects } from './objectDrawing.ts';
import { pointReach } from './pointDrawing.ts';

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

/** A part of a picture, in device pixels of its canvas. */
interface Part {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** An empty picture; `canvas` is used again where there is one. */
export function beginPicture(objects: DrawnObjects, frame: View, canvas: HTMLCanvasElement | null): ObjectPicture {
  const own = canvas ?? document.createElement('canvas');
  const devicePixels = devicePixelRatio;
  own.width = Math.max(Math.ceil(wholeOnDevice(frame.size.width) * devicePixels), 1);
  own.height = Math.max(Math.ceil(wholeOnDevice(frame.size.height) * devicePixels), 1);
  own.style.width = `${own.width / devicePixels}px`;
  own.style.height = `${own.height / devicePixels}px`;
  const context = own.getContext('2d');
  if (context === null) throw new Error('The page cannot draw: no 2D canvas is available.');
  return { context, objects, frame, devicePixels };
}

/**
 * Draws everything that the picture shows; see `drawRecords`. What `known` shows of the same objects at the same scale,
 * whole device pixels away, is copied, and only the rest is drawn.
 */
export function* paintPicture(picture: ObjectPicture, known: ObjectPicture | null): Generator<number, void> {
  const { width, height } = picture.context.canvas;
  const shift = known === null ? null : shiftBetween(known, picture);
  if (known === null || shift === null) {
    yield* paintPart(picture, { left: 0, top: 0, width, height });
    return;
  }
  picture.context.setTransform(1, 0, 0, 1, 0, 0);
  picture.context.drawImage(known.context.canvas, shift.x, shift.y);
  for (const part of partsBeside(shift, { width, height })) yield* paintPart(picture, part);
}

/** The picture with `objects` in it, drawn anew inside `boxes`, given in image pixels, where alone they differ. */
export function patchPicture(picture: ObjectPicture, objects: DrawnObjects, boxes: readonly PixelBox[]): ObjectPicture {
  const patched = { ...picture, objects };
  for (const box of boxes) {
    const part = partAbout(box, picture);
    if (part !== null) for (const _ of paintPart(patched, part));
  }
  return patched;
}

/** Device pixels by which what `from` shows lies elsewhere in `to`; `null` where it is not the same or no part of it. */
function shiftBetween(from: ObjectPicture, to: ObjectPicture): { x: number; y: number } | null {
  const { canvas } = from.context;
  const { width, height } = to.context.canvas;
  const isAlike = from.objects === to.objects && from.devicePixels === to.devicePixels;
  if (!isAlike || from.frame.transform.scale !== to.frame.transform.scale) return null;
  if (canvas.width !== width || canvas.height !== height) return null;
  const onDevice = (offset: 'offsetX' | 'offsetY'): number =>
    (to.frame.transform[offset] - from.frame.transform[offset]) * to.devicePixels;
  const [x, y] = [Math.round(onDevice('offsetX')), Math.round(onDevice('offsetY'))];
  const isWhole = Math.abs(x - onDevice('offsetX')) < 1e-3 && Math.abs(y - onDevice('offsetY')) < 1e-3;
  return isWhole && Math.abs(x) < width && Math.abs(y) < height ? { x, y } : null;
}

/** What a canvas of this size shows beside the copy of another that lies `shift` away. */
function partsBeside({ x, y }: { x: number; y: number }, { width, height }: { width: number; height: number }): Part[] {
  const atSide = { left: x > 0 ? 0 : width + x, top: 0, width: Math.abs(x), height };
  const aboveOrBelow = { left: 0, top: y > 0 ? 0 : height + y, width, height: Math.abs(y) };
  return [atSide, aboveOrBelow].filter((part) => part.width > 0 && part.height > 0);
}

/** Whole device pixels: a clip through the middle of one would leave a seam. `null` beside the picture. */
function partAbout(box: PixelBox, { context, frame, devicePixels }: ObjectPicture): Part | null {
  const { scale, offsetX, offsetY } = frame.transform;
  const onDevice = (place: number, offset: number, reach: number): number =>
    (place * scale + offset + reach) * devicePixels;
  const left = Math.max(Math.floor(onDevice(box.x, offsetX, -outlineReach)), 0);
  const top = Math.max(Math.floor(onDevice(box.y, offsetY, -outlineReach)), 0);
  const right = Math.min(Math.ceil(onDevice(box.x + box.width, offsetX, outlineReach)), context.canvas.width);
  const bottom = Math.min(Math.ceil(onDevice(box.y + box.height, offsetY, outlineReach)), context.canvas.height);
  return right > left && bottom > top ? { left, top, width: right - left, height: bottom - top } : null;
}

/** Draws everything within a part, also neighbours whose outlines alone reach inside. */
function* paintPart(picture: ObjectPicture, { left, top, width, height }: Part): Generator<number, void> {
  const { context, objects, frame, devicePixels } = picture;
  const { scale, offsetX, offsetY } = frame.transform;
  context.save();
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.beginPath();
  context.rect(left, top, width, height);
  context.clip();
  context.clearRect(left, top, width, height);
  context.setTransform(devicePixels, 0, 0, devicePixels, 0, 0);
  enterImageSpace(context, frame.transform);
  const deviceScale = scale * devicePixels;
  const reach = outlineReach / scale;
  const reached = {
    x: left / deviceScale - offsetX / scale - reach,
    y: top / deviceScale - offsetY / scale - reach,
    width: width / deviceScale + 2 * reach,
    height: height / deviceScale + 2 * reach,
  };
  yield* drawRecords(context, queryBox(objects.index, reached), objects, scale);
  context.restore();
}

/** Lays the picture where its objects are in a view, of any scale. */
export function layPicture({ context, frame, devicePixels }: ObjectPicture, view: View): void {
  const { scale, x, y } = placementOf(frame, view, devicePixels);
  context.canvas.style.transform = `translate(${x}px, ${y}px) scale(${scale})`;
}
