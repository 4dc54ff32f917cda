import { spanComponents } from './components.ts';
import type { ImageSize } from './imageSize.ts';
import { columnOf, type Spans, spanPosition, subtractSpans } from './spans.ts';
import type { ImagePoint } from './spaces.ts';

/**
 * The uncovered pixels around the point that `covered` encloses: a flood over sides, so that pixels which meet at a
 * corner hold it back. `null` where the point is covered or off the image, or the flood reaches the border of the image.
 */
export function enclosedArea(point: ImagePoint, covered: Spans, size: ImageSize): Spans | null {
  const [column, row] = [Math.floor(point.x), Math.floor(point.y)];
  if (column < 0 || row < 0 || column >= size.width || row >= size.height) return null;
  const free = subtractSpans(wholeImage(size), covered);
  const seed = spanAt(free, spanPosition(column, row));
  if (seed === null) return null;
  const { componentOfSpan } = spanComponents(free, 4);
  const area: number[] = [];
  for (let span = 0; span < componentOfSpan.length; span++) {
    if (componentOfSpan[span] !== componentOfSpan[seed]) continue;
    const [start, end] = [free[2 * span] as number, free[2 * span + 1] as number];
    if (touchesBorder(start, end, size)) return null;
    area.push(start, end);
  }
  return area;
}

function wholeImage({ width, height }: ImageSize): Spans {
  return Array.from({ length: width }, (_, column) => [spanPosition(column, 0), spanPosition(column, height)]).flat();
}

function touchesBorder(start: number, end: number, { width, height }: ImageSize): boolean {
  const column = columnOf(start);
  const top = spanPosition(column, 0);
  return column === 0 || column === width - 1 || start === top || end === top + height;
}

/** The span that holds the position, by halving. */
function spanAt(spans: Spans, position: number): number | null {
  let low = 0;
  let high = spans.length / 2;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[2 * middle + 1] as number) <= position) low = middle + 1;
    else high = middle;
  }
  return low < spans.length / 2 && (spans[2 * low] as number) <= position ? low : null;
}
