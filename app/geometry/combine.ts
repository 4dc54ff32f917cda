import type { AreaGeometry, PolygonGeometry } from './geometry.ts';
import type { ImageSize } from './imageSize.ts';
import type { KeepsPlace } from './overlay/membership.ts';
import { overlaidPolygon, overlay } from './overlay/overlay.ts';
import { spansFromGeometry } from './rasterise.ts';
import { maskFromSpans, type Spans } from './spans.ts';

/** Several shapes made one. `subtract` takes all others from the first, `exclude` keeps what an odd number covers. */
export const combinationIds = ['unite', 'subtract', 'intersect', 'exclude'] as const;
export type Combination = (typeof combinationIds)[number];

/** Which places belong to the result, by whether the first holds them and how many of the `count` others do. */
const keeps: { readonly [C in Combination]: (isInFirst: boolean, others: number, count: number) => boolean } = {
  unite: (isInFirst, others) => isInFirst || others > 0,
  subtract: (isInFirst, others) => isInFirst && others === 0,
  intersect: (isInFirst, others, count) => isInFirst && others === count,
  exclude: (isInFirst, others) => isInFirst !== (others % 2 === 1),
};

/**
 * Polygons give a polygon with their own corners. As soon as one is a mask the result is one, pixel by pixel, of what
 * lies inside the image. `null` where nothing is left.
 */
export function combineGeometries(
  combination: Combination,
  geometries: readonly AreaGeometry[],
  size: ImageSize,
): AreaGeometry | null {
  const keepsPlace: KeepsPlace = (isInFirst, others) => keeps[combination](isInFirst, others, geometries.length - 1);
  if (geometries.every((geometry): geometry is PolygonGeometry => geometry.kind === 'polygon')) {
    return overlay(geometries.map(overlaidPolygon), keepsPlace);
  }
  return maskFromSpans(
    combineManySpans(
      geometries.map((geometry) => spansFromGeometry(geometry, size)),
      keepsPlace,
    ),
  );
}

/** One pass over the ends of all spans in order. `keepsPlace(false, 0)` must be false. */
function combineManySpans(sets: readonly Spans[], keepsPlace: KeepsPlace): number[] {
  const ends = sets.flatMap((spans, set) => spans.map((position) => ({ position, set })));
  ends.sort((a, b) => a.position - b.position);
  const isIn = sets.map(() => false);
  let others = 0;
  let kept = false;
  const combined: number[] = [];
  ends.forEach(({ position, set }, index) => {
    isIn[set] = isIn[set] !== true;
    if (set > 0) others += isIn[set] ? 1 : -1;
    if (ends[index + 1]?.position === position) return;
    const keepsHere = keepsPlace(isIn[0] === true, others);
    if (keepsHere !== kept) combined.push(position);
    kept = keepsHere;
  });
  return combined;
}
