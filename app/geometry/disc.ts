import type { ImageSize } from './imageSize.ts';
import {
  boxSpans,
  clipSpans,
  shiftSpans,
  type Spans,
  spansBox,
  subtractSpans,
  uniteAllSpans,
  widened,
} from './spans.ts';

/**
 * Growing and shrinking by a disc: exact Euclidean distances between the middles of pixels, on runs, so that the work
 * goes with the runs of the object times the radius and not with the image.
 */

/** The pixels that lie at most `radiusPx` from one of the set; they may leave the image. */
export function growSpans(spans: Spans, radiusPx: number): Spans {
  const reach = Math.floor(radiusPx);
  const shifted = Array.from({ length: 2 * reach + 1 }, (_, index) => {
    const columns = index - reach;
    return shiftSpans(lengthen(spans, Math.floor(Math.sqrt(radiusPx * radiusPx - columns * columns))), columns);
  });
  return uniteAllSpans(shifted);
}

/** Each run longer by some rows at both ends. */
function lengthen(spans: Spans, rows: number): Spans {
  const longer: number[] = [];
  for (let index = 0; index < spans.length; index += 2) {
    const start = (spans[index] as number) - rows;
    const end = (spans[index + 1] as number) + rows;
    if (longer.length > 0 && start <= (longer[longer.length - 1] as number)) longer[longer.length - 1] = end;
    else longer.push(start, end);
  }
  return longer;
}

/**
 * The pixels that are farther than `radiusPx` from everything outside of the set. Outside of the `size` of the image
 * there is nothing to be far from: an object that the border cuts goes on behind it. `null`: there is no border.
 */
export function shrinkSpans(spans: Spans, radiusPx: number, size: ImageSize | null): Spans {
  const box = spansBox(spans);
  if (box === null) return [];
  // What surrounds the object is nearest where it begins, so one pixel all around stands for everything outside.
  const around = boxSpans(widened(box, 1));
  const inImage = size === null ? around : clipSpans(around, { x: 0, y: 0, ...size });
  return subtractSpans(spans, growSpans(subtractSpans(inImage, spans), radiusPx));
}
