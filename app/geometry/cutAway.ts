import type { AreaGeometry, PixelBox, PolygonGeometry } from './geometry.ts';
import type { ImageSize } from './imageSize.ts';
import { knownBox } from './knownBox.ts';
import { boxesMeet } from './maskOperations.ts';
import { outlineWithin } from './outlineWithin.ts';
import { overlaidPolygon, overlay } from './overlay/overlay.ts';
import { spansFromGeometry } from './rasterise.ts';
import { commonArea, maskFromSpans, subtractSpans, uniteAllSpans } from './spans.ts';

/**
 * What others leave of an object; it keeps its kind. A mask loses their pixels, run by run. A polygon loses what lies
 * within their outlines, which of masks are the pixel borders. The object itself where they have nothing of it, `null`
 * where they have all.
 */
export function cutAway<G extends AreaGeometry>(
  geometry: G,
  others: readonly AreaGeometry[],
  size: ImageSize,
): G | null {
  const box = knownBox(geometry);
  const near = others.filter((other) => boxesMeet(knownBox(other), box));
  if (near.length === 0) return geometry;
  const left = geometry.kind === 'mask' ? cutMask(geometry, near, size) : cutPolygon(geometry, near, box);
  return left as G | null;
}

function cutMask(mask: AreaGeometry, others: readonly AreaGeometry[], size: ImageSize): AreaGeometry | null {
  const spans = spansFromGeometry(mask, size);
  const taken = uniteAllSpans(others.map((other) => spansFromGeometry(other, size)));
  return commonArea(spans, taken) === 0 ? mask : maskFromSpans(subtractSpans(spans, taken));
}

function cutPolygon(polygon: PolygonGeometry, others: readonly AreaGeometry[], box: PixelBox): AreaGeometry | null {
  const outlines = others.flatMap((other) => outlineWithin(other, box) ?? []);
  let isTouched = false;
  const left = overlay([polygon, ...outlines].map(overlaidPolygon), (isIn, count) => {
    isTouched ||= isIn && count > 0;
    return isIn && count === 0;
  });
  return isTouched ? left : polygon;
}
