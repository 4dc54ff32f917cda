import { spanComponents } from './components.ts';
import type { AreaGeometry, MaskGeometry, PolygonGeometry } from './geometry.ts';
import { overlaidPolygon, overlay } from './overlay/overlay.ts';
import { untangled } from './parts.ts';
import { boxSpans, maskFromSpans, type Spans, spansFromMask, subtractSpans, uniteSpans, widened } from './spans.ts';

/**
 * The object with everything that it encloses, parts within its holes included. A hole of a mask is background from
 * which no way over the sides of pixels leads out. What has no hole is given back as it is.
 */
export function fillHoles(geometry: AreaGeometry): AreaGeometry {
  return geometry.kind === 'mask' ? fillMask(geometry) : fillPolygon(geometry);
}

function fillMask(mask: MaskGeometry): AreaGeometry {
  const spans = spansFromMask(mask);
  const holes = holesOf(spans, mask);
  return holes.length === 0 ? mask : (maskFromSpans(uniteSpans(spans, holes)) ?? mask);
}

/** The first span of the background around is its column left of the box, so that what hangs together with it is outside. */
function holesOf(spans: Spans, { box }: MaskGeometry): Spans {
  const background = subtractSpans(boxSpans(widened(box, 1)), spans);
  const { componentOfSpan } = spanComponents(background, 4);
  return background.filter((_, index) => componentOfSpan[index >> 1] !== 0);
}

function fillPolygon(polygon: PolygonGeometry): AreaGeometry {
  const parts = untangled(polygon)?.parts ?? [];
  if (parts.every(({ holes }) => holes.length === 0)) return polygon;
  const outlines: PolygonGeometry = { kind: 'polygon', parts: parts.map((part) => ({ ...part, holes: [] })) };
  return overlay([overlaidPolygon(outlines)], (isIn) => isIn) ?? polygon;
}
