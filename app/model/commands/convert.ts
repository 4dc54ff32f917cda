import { polygonFromMask } from '../../geometry/contours.ts';
import { maskFromGeometry } from '../../geometry/rasterise.ts';
import type { RecordDiff } from '../diff.ts';
import type { LabellingDocument } from '../document.ts';
import type { AnnotationId } from '../records.ts';
import { areasOf, reshaped } from './changes.ts';

/** Polygons become masks of the pixels that they cover; one too thin to cover any stays a polygon. */
export function convertToMask(
  document: LabellingDocument,
  args: { readonly ids: readonly AnnotationId[]; readonly now: number },
): RecordDiff {
  return areasOf(document, args.ids).flatMap((annotation) => {
    if (annotation.geometry.kind === 'mask') return [];
    const mask = maskFromGeometry(annotation.geometry, document.image);
    return mask === null ? [] : reshaped(annotation, mask, args.now);
  });
}

/** Masks become polygons along their pixel borders, holes included: the same pixels exactly. */
export function convertToPolygon(
  document: LabellingDocument,
  args: { readonly ids: readonly AnnotationId[]; readonly now: number },
): RecordDiff {
  return areasOf(document, args.ids).flatMap((annotation) =>
    annotation.geometry.kind === 'polygon' ? [] : reshaped(annotation, polygonFromMask(annotation.geometry), args.now),
  );
}
