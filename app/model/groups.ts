import type { LabellingDocument } from './document.ts';
import type { AnnotationId, AnnotationRecord, GroupId } from './records.ts';

/** A group among those of its image: counted from 1 in drawing order, with its objects. */
export interface GroupView {
  readonly number: number;
  readonly ids: readonly AnnotationId[];
}

/** The groups of an image. One of which a single object is left is none. */
export function groupsOf({ annotations }: Pick<LabellingDocument, 'annotations'>): ReadonlyMap<GroupId, GroupView> {
  const members = new Map<GroupId, AnnotationId[]>();
  for (const { id, groupId } of annotations.values()) {
    if (groupId === null) continue;
    const ids = members.get(groupId);
    if (ids === undefined) members.set(groupId, [id]);
    else ids.push(id);
  }
  const groups = [...members].filter(([, ids]) => ids.length > 1);
  return new Map(groups.map(([groupId, ids], index) => [groupId, { number: index + 1, ids }]));
}

/** The object with all that are grouped with it, among these. */
export function groupedWith(
  annotation: AnnotationRecord,
  others: readonly AnnotationRecord[],
): readonly AnnotationRecord[] {
  const { id, groupId } = annotation;
  if (groupId === null) return [annotation];
  return [annotation, ...others.filter((other) => other.groupId === groupId && other.id !== id)];
}
