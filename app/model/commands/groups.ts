import type { RecordChange, RecordDiff } from '../diff.ts';
import type { LabellingDocument } from '../document.ts';
import { groupsOf } from '../groups.ts';
import type { AnnotationId, AnnotationRecord, GroupId } from '../records.ts';
import { annotationsOf } from './changes.ts';

/**
 * Objects that belong together. A group says nothing about the shape of an object, so suggestions stay undecided in it,
 * and what was computed from the objects stays true.
 */

/** The objects leave the groups that they were in. No edit with fewer than two, or where they are a group already. */
export function groupAnnotations(
  document: LabellingDocument,
  args: { readonly ids: readonly AnnotationId[]; readonly groupId: GroupId },
): RecordDiff {
  const annotations = annotationsOf(document, args.ids);
  const [first] = annotations;
  if (first === undefined || annotations.length < 2) return [];
  const group = first.groupId === null ? undefined : groupsOf(document).get(first.groupId);
  const isGroup =
    group?.ids.length === annotations.length && annotations.every(({ groupId }) => groupId === first.groupId);
  return isGroup ? [] : annotations.map((annotation) => regrouped(annotation, args.groupId));
}

/** Takes these objects out of their groups; others stay in them. */
export function ungroupAnnotations(
  document: LabellingDocument,
  args: { readonly ids: readonly AnnotationId[] },
): RecordDiff {
  return annotationsOf(document, args.ids)
    .filter(({ groupId }) => groupId !== null)
    .map((annotation) => regrouped(annotation, null));
}

function regrouped(annotation: AnnotationRecord, groupId: GroupId | null): RecordChange {
  return { table: 'annotations', before: annotation, after: { ...annotation, groupId } };
}
