import type { AreaGeometry, MaskGeometry, PolygonGeometry, Ring } from './geometry.ts';
import type { ImageSize } from './imageSize.ts';
import {
  clipSpans,
  maskFromSpans,
  type Spans,
  spanPosition,
  spansFromMask,
  subtractSpans,
  uniteAllSpans,
} from './spans.ts';

/**
 * Polygons to pixels, to the pixel as pycocotools does it (cocoapi, common/maskApi.c, rleFrPoly). Vertices are scaled
 * by 5 and rounded; edges are walked in unit steps of their longer axis; a step that passes the middle of a pixel
 * column toggles that column from the row reached. Here the steps that count are computed instead of walked, so the
 * work depends on the columns crossed and not on the length of the edges.
 */

const SCALE = 5;
/** Steps from this scaled x to the next pass the middle of column 0. */
const COLUMN_MIDDLE = 2;

/** Rounds as C does with `(int)(value + .5)`: negative values are cut towards zero. */
function scaled(value: number): number {
  return Math.trunc(SCALE * value + 0.5);
}

/** One edge in scaled coordinates; toggles are added to `crossings` as span positions. */
function crossEdge(x0: number, y0: number, x1: number, y1: number, size: ImageSize, crossings: number[]): void {
  const dx = Math.abs(x1 - x0);
  const dy = Math.abs(y1 - y0);
  const steep = dx < dy;
  const flip = steep ? y0 > y1 : x0 > x1;
  const [startX, startY, endX, endY] = flip ? [x1, y1, x0, y0] : [x0, y0, x1, y1];
  const slope = steep ? (endX - startX) / dy : (endY - startY) / dx;
  const left = Math.min(x0, x1);
  const right = Math.max(x0, x1);
  const first = Math.max(0, Math.ceil((left - COLUMN_MIDDLE) / SCALE));
  const last = Math.min(size.width - 1, Math.floor((right - 1 - COLUMN_MIDDLE) / SCALE));
  for (let column = first; column <= last; column++) {
    const middle = SCALE * column + COLUMN_MIDDLE;
    const y = steep
      ? startY + lastStepBefore(startX, slope, middle, dy)
      : Math.min(
          Math.trunc(startY + slope * (middle - startX) + 0.5),
          Math.trunc(startY + slope * (middle + 1 - startX) + 0.5),
        );
    const row = Math.ceil(Math.min(Math.max((y + 0.5) / SCALE - 0.5, 0), size.height));
    crossings.push(spanPosition(column, row));
  }
}

/** Last step of a steep edge before its rounded x passes from `middle` to `middle + 1` or back. */
function lastStepBefore(startX: number, slope: number, middle: number, steps: number): number {
  const passed = (step: number) => Math.trunc(startX + slope * step + 0.5) > middle === slope > 0;
  let step = Math.min(Math.max(Math.floor((middle + 0.5 - startX) / slope), 0), steps);
  while (step > 0 && passed(step)) step -= 1;
  while (step < steps - 1 && !passed(step + 1)) step += 1;
  return step;
}

/** Pixels of one ring, even-odd. */
function ringSpans(ring: Ring, size: ImageSize): Spans {
  const crossings: number[] = [];
  const length = ring.length;
  for (let index = 0; index < length; index += 2) {
    const next = (index + 2) % length;
    crossEdge(
      scaled(ring[index] as number),
      scaled(ring[index + 1] as number),
      scaled(ring[next] as number),
      scaled(ring[next + 1] as number),
      size,
      crossings,
    );
  }
  return spansFromToggles(crossings);
}

/** Two toggles at one place cancel each other. */
function spansFromToggles(toggles: readonly number[]): number[] {
  const spans: number[] = [];
  for (const position of Float64Array.from(toggles).sort()) {
    if (spans[spans.length - 1] === position) spans.pop();
    else spans.push(position);
  }
  return spans;
}

export function spansFromPolygon(polygon: PolygonGeometry, size: ImageSize): Spans {
  return uniteAllSpans(
    polygon.parts.map(({ outline, holes }) => {
      const filled = ringSpans(outline, size);
      return holes.length === 0
        ? filled
        : subtractSpans(filled, uniteAllSpans(holes.map((hole) => ringSpans(hole, size))));
    }),
  );
}

/** Pixels of any geometry inside the image. */
export function spansFromGeometry(geometry: AreaGeometry, size: ImageSize): Spans {
  return geometry.kind === 'polygon'
    ? spansFromPolygon(geometry, size)
    : clipSpans(spansFromMask(geometry), { x: 0, y: 0, ...size });
}

/** Pixels of the polygon inside the image: parts are united, holes subtracted. `null` where no pixel is set. */
export function maskFromPolygon(polygon: PolygonGeometry, size: ImageSize): MaskGeometry | null {
  return maskFromSpans(spansFromPolygon(polygon, size));
}

/** The same for any geometry; a mask is cut at the border of the image. */
export function maskFromGeometry(geometry: AreaGeometry, size: ImageSize): MaskGeometry | null {
  return maskFromSpans(spansFromGeometry(geometry, size));
}
