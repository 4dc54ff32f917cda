import { intersectSpans, shiftSpans, type Spans } from './spans.ts';

/**
 * The pixels whose whole square neighbourhood of (2 `radius` + 1) x (2 `radius` + 1) pixels belongs to the set, which is
 * what `radius` rounds of erosion with 3 x 3 pixels leave. What lies outside of the image belongs to no set.
 */
export function erodeSpans(spans: Spans, radius: number): Spans {
  const shortened: number[] = [];
  for (let index = 0; index < spans.length; index += 2) {
    const start = (spans[index] as number) + radius;
    const end = (spans[index + 1] as number) - radius;
    if (start < end) shortened.push(start, end);
  }
  // The intersection of a column with those after it, for twice as many columns every round.
  const columns = 2 * radius + 1;
  let window: Spans = shortened;
  let reach = 1;
  while (2 * reach <= columns) {
    window = intersectSpans(window, shiftSpans(window, -reach));
    reach *= 2;
  }
  if (reach < columns) window = intersectSpans(window, shiftSpans(window, reach - columns));
  return shiftSpans(window, radius);
}

/** The pixels of the set that have one of their four neighbours outside of it. */
export function perimeterSpans(spans: Spans): number[] {
  const inner: number[] = [];
  for (let index = 0; index < spans.length; index += 2) {
    const start = (spans[index] as number) + 1;
    const end = (spans[index + 1] as number) - 1;
    if (start < end) inner.push(start, end);
  }
  const besides = intersectSpans(shiftSpans(spans, 1), shiftSpans(spans, -1));
  return withoutSpans(spans, intersectSpans(inner, besides));
}

/** `inner` lies inside of `spans`. */
function withoutSpans(spans: Spans, inner: Spans): number[] {
  const rest: number[] = [];
  let next = 0;
  for (let index = 0; index < spans.length; index += 2) {
    let start = spans[index] as number;
    const end = spans[index + 1] as number;
    while (next < inner.length && (inner[next] as number) < end) {
      if (start < (inner[next] as number)) rest.push(start, inner[next] as number);
      start = inner[next + 1] as number;
      next += 2;
    }
    if (start < end) rest.push(start, end);
  }
  return rest;
}
