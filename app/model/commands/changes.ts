import type { Geometry } from '../../geometry/geometry.ts';
import { type AreaRecord, isArea } from '../areas.ts';
import type { RecordChange, RecordDiff } from '../diff.ts';
import type { LabellingDocument } from '../document.ts';
import type { AnnotationId, AnnotationRecord } from '../records.ts';

/** The annotations of these ids that the document holds; unknown ids, such as ones just removed, are passed over. */
export function annotationsOf(document: LabellingDocument, ids: readonly AnnotationId[]): AnnotationRecord[] {
  return ids.flatMap((id) => document.annotations.get(id) ?? []);
}

/** Those of them that cover pixels: commands on shapes pass points by. */
export function areasOf(document: LabellingDocument, ids: readonly AnnotationId[]): AreaRecord[] {
  return annotationsOf(document, ids).filter(isArea);
}

export function addition(annotation: AnnotationRecord): RecordChange {
  return { table: 'annotations', before: null, after: annotation };
}

export function removal(annotation: AnnotationRecord): RecordChange {
  return { table: 'annotations', before: annotation, after: null };
}

/** What a person changes by hand is accepted thereby. */
export function edited(
  annotation: AnnotationRecord,
  changes: Partial<Pick<AnnotationRecord, 'geometry' | 'labelId' | 'attributes'>>,
  now: number,
): RecordChange {
  return {
    table: 'annotations',
    before: annotation,
    after: { ...annotation, ...changes, status: 'accepted', updatedAt: now },
  };
}

/** `null` removes the object: one without pixels does not exist. */
export function reshaped(annotation: AnnotationRecord, geometry: Geometry | null, now: number): RecordDiff {
  if (geometry === annotation.geometry) return [];
  return [geometry === null ? removal(annotation) : edited(annotation, { geometry }, now)];
}
