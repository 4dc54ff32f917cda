import type { ImageSize } from '../../../app/geometry/imageSize.ts';
import { viewFromImage } from '../../../app/geometry/spaces.ts';
import { viewedBox, type View } from '../drawnFrame.ts';

/** CSS pixels of an image pixel from which on there is room for lines between them. */
export const gridFromScale = 8;
/** A dark line beside a light one shows on any image. */
const dark = 'rgb(0 0 0 / 40%)';
const light = 'rgb(255 255 255 / 35%)';

/** Lines between the pixels of the image that a view shows; none where pixels are too small. */
export function drawPixelGrid(context: CanvasRenderingContext2D, image: ImageSize, view: View): void {
  if (view.transform.scale < gridFromScale) return;
  const box = viewedBox(view);
  const [left, right] = inside(box.x, box.width, image.width);
  const [top, bottom] = inside(box.y, box.height, image.height);
  if (left >= right || top >= bottom) return;
  const snap = (place: number): number => Math.round(place * devicePixelRatio) / devicePixelRatio;
  const start = viewFromImage(view.transform, { x: left, y: top });
  const end = viewFromImage(view.transform, { x: right, y: bottom });
  const line = 1 / devicePixelRatio;
  context.save();
  for (const [colour, beside] of [
    [dark, -line],
    [light, 0],
  ] as const) {
    context.fillStyle = colour;
    context.beginPath();
    for (let x = left; x <= right; x++) {
      const place = snap(x * view.transform.scale + view.transform.offsetX) + beside;
      context.rect(place, start.y, line, end.y - start.y);
    }
    for (let y = top; y <= bottom; y++) {
      const place = snap(y * view.transform.scale + view.transform.offsetY) + beside;
      context.rect(start.x, place, end.x - start.x, line);
    }
    context.fill();
  }
  context.restore();
}

/** Whole pixels that meet a stretch. */
function inside(start: number, length: number, limit: number): readonly [number, number] {
  return [Math.max(Math.floor(start), 0), Math.min(Math.ceil(start + length), limit)];
}
