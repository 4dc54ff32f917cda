import type { Geometry } from '../../../app/geometry/geometry.ts';
import type { ImageSize } from '../../../app/geometry/imageSize.ts';
import { geometryArea } from '../../../app/geometry/measure.ts';
import { pointCount } from '../../../app/geometry/points.ts';
import type { PixelSpacing } from '../../../app/model/records.ts';
import { formatCount } from '../../messages/format.ts';
import { formatArea, formatExtent } from '../../messages/formatLength.ts';
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

/** "1,234 px", "12 points" */
export function extentText(geometry: Geometry): string {
  if (geometry.kind === 'points') return pointsText(pointCount(geometry));
  return messages.label.objects.area(formatCount(areaOf(geometry)));
}

export function pointsText(count: number): string {
  return messages.points.count(count, formatCount(count));
}

/** "1,234 px · 0.52 mm²"; in pixels alone where their size is not known. */
export function areaWithUnits(areaPx: number, spacing: PixelSpacing | null): string {
  const pixels = messages.label.objects.area(formatCount(areaPx));
  return spacing === null ? pixels : `${pixels} · ${formatArea(areaPx, spacing)}`;
}

/** "40 × 30 · 26 × 19.5 µm" */
export function extentWithUnits({ width, height }: ImageSize, spacing: PixelSpacing | null): string {
  const pixels = `${formatCount(width)} × ${formatCount(height)}`;
  return spacing === null ? pixels : `${pixels} · ${formatExtent(width, height, spacing)}`;
}
