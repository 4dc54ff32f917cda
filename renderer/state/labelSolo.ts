import type { LabelId } from '../../app/model/records.ts';

/** Whether a label alone is shown. */
export function isSolo(labelIds: readonly LabelId[], hidden: ReadonlySet<LabelId>, labelId: LabelId): boolean {
  return labelIds.length > 1 && labelIds.every((id) => hidden.has(id) === (id !== labelId));
}

/** The labels that are hidden after "only this one": all others, or none where they were hidden already. */
export function labelsHiddenBySolo(
  labelIds: readonly LabelId[],
  hidden: ReadonlySet<LabelId>,
  labelId: LabelId,
): ReadonlySet<LabelId> {
  if (isSolo(labelIds, hidden, labelId)) return new Set();
  return new Set(labelIds.filter((id) => id !== labelId));
}
