import type { Geometry } from '../../../app/geometry/geometry.ts';
import { geometryArea } from '../../../app/geometry/measure.ts';
import { formatCount } from '../../messages/format.ts';
import { messages } from '../../messages/messages.ts';

/** Geometry values never change: an area is computed once, when its row is first seen. */
const areas = new WeakMap<Geometry, number>();

export function areaOf(geometry: Geometry): number {
  const known = areas.get(geometry);
  if (known !== undefined) return known;
  const area = geometryArea(geometry);
  areas.set(geometry, area);
  return area;
}

/** "1,234 px" */
export function areaText(geometry: Geometry): string {
  return messages.label.objects.area(formatCount(areaOf(geometry)));
}
