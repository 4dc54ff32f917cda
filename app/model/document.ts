import type { RecordDiff } from './diff.ts';
import type { AnnotationId, AnnotationRecord, ImageRecord, LabelId, LabelRecord } from './records.ts';

/** The open image: what commands read and diffs change. Annotations stand in drawing order, oldest first. */
export interface LabellingDocument {
  readonly image: ImageRecord;
  readonly annotations: ReadonlyMap<AnnotationId, AnnotationRecord>;
  readonly labels: ReadonlyMap<LabelId, LabelRecord>;
}

export function createDocument(
  image: ImageRecord,
  annotations: readonly AnnotationRecord[],
  labels: readonly LabelRecord[],
): LabellingDocument {
  return {
    image,
    annotations: inDrawingOrder(annotations),
    labels: new Map(labels.map((label) => [label.id, label])),
  };
}

/** The document after an edit. Changes of other images, and annotations on them, leave it as it is. */
export function applyDiff(document: LabellingDocument, diff: RecordDiff): LabellingDocument {
  let { image } = document;
  const annotations = new Map(document.annotations);
  const labels = new Map(document.labels);
  for (const change of diff) {
    if (change.table === 'images') {
      if (change.after?.id === image.id) image = change.after;
    } else if (change.table === 'labels') {
      replace(labels, change.before, change.after);
    } else if ((change.after ?? change.before)?.imageId === image.id) {
      replace(annotations, change.before, change.after);
    }
  }
  return { image, annotations: inDrawingOrder([...annotations.values()]), labels };
}

function replace<R extends { readonly id: string }>(records: Map<string, R>, before: R | null, after: R | null): void {
  if (after !== null) records.set(after.id, after);
  else if (before !== null) records.delete(before.id);
}

/** By time, then id: an object that an undo brings back returns to its old place. */
function inDrawingOrder(annotations: readonly AnnotationRecord[]): ReadonlyMap<AnnotationId, AnnotationRecord> {
  const ordered = annotations.toSorted((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
  return new Map(ordered.map((annotation) => [annotation.id, annotation]));
}
