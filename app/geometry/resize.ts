import { growSpans, shrinkSpans } from './disc.ts';
import { polygonFromMask } from './contours.ts';
import type { AreaGeometry, MaskGeometry, PixelBox, PolygonGeometry } from './geometry.ts';
import type { ImageSize } from './imageSize.ts';
import { geometryBox } from './measure.ts';
import { grownLoops } from './offset.ts';
import { overlaidPolygon, overlay } from './overlay/overlay.ts';
import { untangled } from './parts.ts';
import { maskFromPolygon } from './rasterise.ts';
import { simplifyPolygon } from './simplify.ts';
import { clipSpans, maskFromSpans, type Spans, spansFromMask, widened } from './spans.ts';

/**
 * Growing, shrinking and smoothing by a disc of `radiusPx`, inside the image. Masks stay masks, by the distances between
 * the middles of pixels. Polygons stay polygons, with arcs where they need them; one that runs along pixel borders, as
 * those made of masks do, is treated as that mask and runs along pixel borders still. `null` where nothing is left.
 * The border of the image is no edge: an object that it cuts is taken to go on behind it.
 */

interface Resize {
  spans(spans: Spans, radiusPx: number, size: ImageSize): Spans;
  /** Of a polygon whose rings neither cross nor overlap. */
  polygon(polygon: PolygonGeometry, radiusPx: number, size: ImageSize): PolygonGeometry | null;
}

export const resizeIds = ['grow', 'shrink', 'smooth'] as const;
export type ResizeId = (typeof resizeIds)[number];

const resizes: { readonly [R in ResizeId]: Resize } = {
  /** Everything at most that far from the object. */
  grow: {
    spans: (spans, radiusPx, size) => clipSpans(growSpans(spans, radiusPx), boxOfImage(size)),
    polygon: grownPolygon,
  },
  /** What is farther than that from everything around the object. */
  shrink: {
    spans: shrinkSpans,
    polygon: (polygon, radiusPx, size) => shrunkPolygon(polygon, radiusPx, boxOfImage(size)),
  },
  /** Closed, then opened: gaps and holes that a disc cannot enter are filled, what cannot hold one is taken off. */
  smooth: {
    spans: (spans, radiusPx, size) => {
      const closed = shrinkSpans(growSpans(spans, radiusPx), radiusPx, null);
      return clipSpans(growSpans(shrinkSpans(closed, radiusPx, size), radiusPx), boxOfImage(size));
    },
    polygon: (polygon, radiusPx, size) => {
      const closed = shrunkPolygon(grownPolygon(polygon, radiusPx, null), radiusPx, null);
      const opened = grownPolygon(shrunkPolygon(closed, radiusPx, boxOfImage(size)), radiusPx, size);
      return opened === null ? null : simplifyPolygon(opened, NEEDLESS_PX);
    },
  },
};

/** Arcs upon arcs have more vertices than they need: those that tell less than this are left out. */
const NEEDLESS_PX = 0.1;

export function resizeGeometry(
  id: ResizeId,
  geometry: AreaGeometry,
  radiusPx: number,
  size: ImageSize,
): AreaGeometry | null {
  const resize = resizes[id];
  const maskOf = (mask: MaskGeometry) =>
    maskFromSpans(resize.spans(clipSpans(spansFromMask(mask), boxOfImage(size)), radiusPx, size));
  if (geometry.kind === 'mask') return maskOf(geometry);
  if (runsAlongPixels(geometry)) {
    const before = maskFromPolygon(geometry, size);
    const after = before === null ? null : maskOf(before);
    return after === null ? null : polygonFromMask(after);
  }
  const plain = untangled(geometry);
  return plain === null ? null : resize.polygon(plain, radiusPx, size);
}

function boxOfImage({ width, height }: ImageSize): PixelBox {
  return { x: 0, y: 0, width, height };
}

function runsAlongPixels({ parts }: PolygonGeometry): boolean {
  return parts.every(({ outline, holes }) =>
    [outline, ...holes].every((ring) =>
      ring.every((value, index) => {
        if (!Number.isInteger(value)) return false;
        const vertex = index - (index % 2);
        const next = (vertex + 2) % ring.length;
        return ring[vertex] === ring[next] || ring[vertex + 1] === ring[next + 1];
      }),
    ),
  );
}

/** `size` null leaves it as it is outside of the image too. */
function grownPolygon(
  polygon: PolygonGeometry | null,
  radiusPx: number,
  size: ImageSize | null,
): PolygonGeometry | null {
  if (polygon === null) return null;
  const grown = grownLoops(polygon, radiusPx);
  if (size === null) return overlay([grown], (isIn) => isIn);
  return overlay([grown, overlaidPolygon(boxPolygon(boxOfImage(size)))], (isIn, others) => isIn && others > 0);
}

/** What is around the polygon, in `limits`, is grown and taken off. */
function shrunkPolygon(
  polygon: PolygonGeometry | null,
  radiusPx: number,
  limits: PixelBox | null,
): PolygonGeometry | null {
  if (polygon === null) return null;
  const wide = widened(geometryBox(polygon), Math.ceil(radiusPx) + 1);
  const isOnlyInFirst = (isInFirst: boolean, others: number) => isInFirst && others === 0;
  const window = boxPolygon(limits === null ? wide : commonBox(wide, limits));
  const around = overlay([overlaidPolygon(window), overlaidPolygon(polygon)], isOnlyInFirst);
  if (around === null) return polygon;
  return overlay([overlaidPolygon(polygon), grownLoops(around, radiusPx)], isOnlyInFirst);
}

function commonBox(a: PixelBox, b: PixelBox): PixelBox {
  const x = Math.max(a.x, b.x);
  const y = Math.max(a.y, b.y);
  const width = Math.max(Math.min(a.x + a.width, b.x + b.width) - x, 0);
  const height = Math.max(Math.min(a.y + a.height, b.y + b.height) - y, 0);
  return { x, y, width, height };
}

function boxPolygon({ x, y, width, height }: PixelBox): PolygonGeometry {
  const outline = [x, y, x + width, y, x + width, y + height, x, y + height];
  return { kind: 'polygon', parts: [{ outline, holes: [] }] };
}
