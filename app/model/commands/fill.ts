import { enclosedArea } from '../../geometry/enclosedArea.ts';
import type { AreaGeometry, PolygonGeometry } from '../../geometry/geometry.ts';
import { ringContains } from '../../geometry/measure.ts';
import { spansFromGeometry } from '../../geometry/rasterise.ts';
import type { ImagePoint } from '../../geometry/spaces.ts';
import { maskFromSpans, type Spans, spansArea, uniteAllSpans, uniteSpans } from '../../geometry/spans.ts';
import type { RecordDiff } from '../diff.ts';
import type { LabellingDocument } from '../document.ts';
import type { AnnotationId } from '../records.ts';
import { areasOf, reshaped } from './changes.ts';

/**
 * Adds to the object `target` the area around the point that the objects `borders` enclose, the target among them. A
 * polygon whose hole is filled stays a polygon; with any other area it becomes a mask. Nothing where nothing is enclosed.
 */
export function fillArea(
  document: LabellingDocument,
  args: {
    readonly target: AnnotationId;
    readonly borders: readonly AnnotationId[];
    readonly point: ImagePoint;
    readonly now: number;
  },
): RecordDiff {
  const target = areasOf(document, [args.target])[0];
  if (target === undefined) return [];
  const size = document.image;
  const borders = areasOf(document, [...new Set([args.target, ...args.borders])]);
  const covered = uniteAllSpans(borders.map(({ geometry }) => spansFromGeometry(geometry, size)));
  const area = enclosedArea(args.point, covered, size);
  if (area === null) return [];
  const filled = uniteSpans(spansFromGeometry(target.geometry, size), area);
  const polygon = target.geometry.kind === 'polygon' ? withoutHole(target.geometry, args.point) : null;
  const isWholeHole = polygon !== null && sameSpans(spansFromGeometry(polygon, size), filled);
  const geometry: AreaGeometry | null = isWholeHole ? polygon : maskFromSpans(filled);
  return reshaped(target, geometry, args.now);
}

/** `null` where the point lies in no hole. */
function withoutHole(polygon: PolygonGeometry, point: ImagePoint): PolygonGeometry | null {
  const isFilled = (hole: readonly number[]) => ringContains(hole, point);
  if (!polygon.parts.some(({ holes }) => holes.some(isFilled))) return null;
  return {
    kind: 'polygon',
    parts: polygon.parts.map((part) => ({ ...part, holes: part.holes.filter((hole) => !isFilled(hole)) })),
  };
}

function sameSpans(a: Spans, b: Spans): boolean {
  return spansArea(a) === spansArea(b) && spansArea(uniteSpans(a, b)) === spansArea(a);
}
