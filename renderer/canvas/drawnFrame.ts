import type { PixelBox } from '../../app/geometry/geometry.ts';
import type { ImageSize } from '../../app/geometry/imageSize.ts';
import { imageFromView, zoomAbout } from '../../app/geometry/spaces.ts';

/**
 * What the layers of the image and its objects are drawn for: more than is in view. A pan or zoom moves what is drawn,
 * which costs the page nothing, and it is drawn anew where it does not reach any more, or at rest.
 */

/** A transform and the size of what is shown with it, in CSS pixels. */
export interface View {
  readonly transform: { readonly scale: number; readonly offsetX: number; readonly offsetY: number };
  readonly size: ImageSize;
}

/** Shares of the view that a frame goes beyond it at each side; the small one where pixels are many. */
const margins = { usual: 0.18, large: 0.1 } as const;
/** Device pixels of a view from which on its frame is kept small, so that the layers fit into memory. */
const largeView = 5e6;
/**
 * In the course of zooming out a frame is drawn at least that much smaller than the view wants, so that it reaches as far
 * for the next steps; at rest it is drawn as it should be.
 */
const lookAhead = 1.25;
/** Further enlarged, what is drawn would be too blurred to wait for rest. */
const largestEnlargement = 3;

export function frameFor({ transform, size }: View, devicePixels: number): View {
  const isLarge = size.width * size.height * devicePixels ** 2 > largeView;
  const margin = isLarge ? margins.large : margins.usual;
  const [beyondX, beyondY] = [Math.round(size.width * margin), Math.round(size.height * margin)];
  return {
    transform: { ...transform, offsetX: transform.offsetX + beyondX, offsetY: transform.offsetY + beyondY },
    size: { width: size.width + 2 * beyondX, height: size.height + 2 * beyondY },
  };
}

/**
 * What takes the place of `frame`, which does not serve `view` any more. In the course of a zoom it has the scale of a level
 * of the pyramid, whose tiles are then copied as they are; after a pan it is whole device pixels away from `frame`, so that
 * what is painted for that can be used again.
 */
export function nextFrame(frame: View, view: View, devicePixels: number): View {
  const { scale, offsetX, offsetY } = view.transform;
  const change = scale / frame.transform.scale;
  if (change === 1) {
    const onDevice = (place: number, from: number): number =>
      from + Math.round((place - from) * devicePixels) / devicePixels;
    const next = frameFor(view, devicePixels);
    const transform = {
      scale,
      offsetX: onDevice(offsetX + beyond(view.size.width, next.size.width), frame.transform.offsetX),
      offsetY: onDevice(offsetY + beyond(view.size.height, next.size.height), frame.transform.offsetY),
    };
    return { ...next, transform };
  }
  const largest = (change < 1 ? scale / lookAhead : scale) * devicePixels;
  const drawn = 2 ** Math.floor(Math.log2(largest) + 1e-6) / devicePixels;
  const middle = { x: view.size.width / 2, y: view.size.height / 2 };
  const transform = { ...zoomAbout(view.transform, middle, drawn / scale), scale: drawn };
  return frameFor({ ...view, transform }, devicePixels);
}

function beyond(viewLength: number, frameLength: number): number {
  return (frameLength - viewLength) / 2;
}

/**
 * At least so long, and a whole number of device pixels at 1.25, 1.5 and 1.75 of them a CSS pixel: a canvas that ends
 * within one is stretched to its end, and blurred.
 */
export function wholeOnDevice(length: number): number {
  return Math.ceil(length / 4) * 4;
}

/** The part of the image that a view shows, in image pixels; it may reach beyond the image. */
export function viewedBox({ transform, size }: View): PixelBox {
  const start = imageFromView(transform, { x: 0, y: 0 });
  return { x: start.x, y: start.y, width: size.width / transform.scale, height: size.height / transform.scale };
}

/** Whether `frame` has to be drawn anew for a view of an image, and when. */
export function renewalOf(frame: View, view: View, image: ImageSize, devicePixels: number): 'no' | 'atRest' | 'now' {
  const { size } = frameFor(view, devicePixels);
  if (size.width !== frame.size.width || size.height !== frame.size.height) return 'now';
  if (!holds(viewedBox(frame), partOnImage(viewedBox(view), image))) return 'now';
  const enlargement = view.transform.scale / frame.transform.scale;
  if (enlargement === 1) return 'no';
  return enlargement > largestEnlargement ? 'now' : 'atRest';
}

/** Where a frame lies in a view: scaled about its corner, then moved by CSS pixels; whole device pixels at its own scale. */
export function placementOf(frame: View, view: View, devicePixels: number): { scale: number; x: number; y: number } {
  const scale = view.transform.scale / frame.transform.scale;
  const x = view.transform.offsetX - frame.transform.offsetX * scale;
  const y = view.transform.offsetY - frame.transform.offsetY * scale;
  if (scale !== 1) return { scale, x, y };
  return { scale, x: Math.round(x * devicePixels) / devicePixels, y: Math.round(y * devicePixels) / devicePixels };
}

function partOnImage(box: PixelBox, image: ImageSize): PixelBox {
  const [x, y] = [Math.max(box.x, 0), Math.max(box.y, 0)];
  const width = Math.min(box.x + box.width, image.width) - x;
  const height = Math.min(box.y + box.height, image.height) - y;
  return { x, y, width, height };
}

/** Half an image pixel is forgiven, for sums that round; what is empty is held by everything. */
function holds(outer: PixelBox, inner: PixelBox): boolean {
  if (inner.width <= 0 || inner.height <= 0) return true;
  const slack = 0.5;
  return (
    inner.x >= outer.x - slack &&
    inner.y >= outer.y - slack &&
    inner.x + inner.width <= outer.x + outer.width + slack &&
    inner.y + inner.height <= outer.y + outer.height + slack
  );
}
