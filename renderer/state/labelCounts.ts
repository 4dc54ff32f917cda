import type { RecordDiff } from '../../app/model/diff.ts';
import type { AnnotationRecord, ImageId, LabelId } from '../../app/model/records.ts';

/** How many objects and suggestions of the label each image has after an edit; the same map where nothing changed. */
export function withLabelEdit(
  objects: ReadonlyMap<ImageId, number>,
  labelId: LabelId,
  diff: RecordDiff,
): ReadonlyMap<ImageId, number> {
  const changed = new Map(objects);
  let isChanged = false;
  const count = (annotation: AnnotationRecord | null, by: 1 | -1): void => {
    if (annotation === null || annotation.labelId !== labelId || annotation.status === 'rejected') return;
    const sum = (changed.get(annotation.imageId) ?? 0) + by;
    if (sum > 0) changed.set(annotation.imageId, sum);
    else changed.delete(annotation.imageId);
    isChanged = true;
  };
  for (const change of diff) {
    if (change.table !== 'annotations') continue;
    // What comes is counted before what goes, so that no sum is below 0 on the way.
    count(change.after, 1);
    count(change.before, -1);
  }
  return isChanged ? changed : objects;
}
