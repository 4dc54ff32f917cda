import type { MaskGeometry } from '../geometry/geometry.ts';
import type { ImageSize } from '../geometry/imageSize.ts';
import { COLUMN_STRIDE, columnOf, spansFromMask } from '../geometry/spans.ts';

/** Class of every pixel, row by row; later objects cover earlier ones, what lies outside the image is left out. */
export function paintClasses(
  objects: readonly { readonly classIndex: number; readonly mask: MaskGeometry }[],
  { width, height }: ImageSize,
): Uint8Array {
  const classes = new Uint8Array(width * height);
  for (const { classIndex, mask } of objects) {
    const spans = spansFromMask(mask);
    for (let index = 0; index < spans.length; index += 2) {
      const column = columnOf(spans[index] as number);
      if (column < 0 || column >= width) continue;
      const top = Math.max((spans[index] as number) - column * COLUMN_STRIDE, 0);
      const bottom = Math.min((spans[index + 1] as number) - column * COLUMN_STRIDE, height);
      for (let row = top; row < bottom; row++) classes[row * width + column] = classIndex;
    }
  }
  return classes;
}
