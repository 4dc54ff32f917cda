import type { RecordDiff } from './diff.ts';
import type {
  AnnotationId,
  AnnotationRecord,
  CommentId,
  CommentRecord,
  ImageRecord,
  LabelId,
  LabelRecord,
} from './records.ts';

/** The open image: what commands read and diffs change. Annotations stand in drawing order, oldest first. */
export interface LabellingDocument {
  readonly image: ImageRecord;
  readonly annotations: ReadonlyMap<AnnotationId, AnnotationRecord>;
  readonly labels: ReadonlyMap<LabelId, LabelRecord>;
  readonly comments: ReadonlyMap<CommentId, CommentRecord>;
}

export function createDocument(
  image: ImageRecord,
  annotations: readonly AnnotationRecord[],
  labels: readonly LabelRecord[],
  comments: readonly CommentRecord[] = [],
): LabellingDocument {
  return {
    image,
    annotations: inDrawingOrder(annotations),
    labels: new Map(labels.map((label) => [label.id, label])),
    comments: new Map(comments.map((comment) => [comment.id, comment])),
  };
}

/**
 * The document after an edit. Changes of other images, and what is on them, leave it as it is; labels and comments that no
 * change concerns are the same values as before, so that what shows them knows.
 */
export function applyDiff(document: LabellingDocument, diff: RecordDiff): LabellingDocument {
  let { image } = document;
  const annotations = new Map(document.annotations);
  let { labels, comments } = document;
  let last = lastOf(document.annotations);
  let isInOrder = true;
  for (const change of diff) {
    if (change.table === 'images') {
      if (change.after?.id === image.id) image = change.after;
    } else if (change.table === 'labels') {
      labels = replaced(labels, change.before, change.after);
    } else if (change.table === 'comments') {
      if ((change.after ?? change.before)?.imageId !== image.id) continue;
      comments = replaced(comments, change.before, change.after);
    } else if ((change.after ?? change.before)?.imageId === image.id) {
      const { after } = change;
      if (after !== null && annotations.get(after.id)?.createdAt !== after.createdAt) {
        // A new object comes last in the map; most are the newest, so that nothing has to be sorted.
        isInOrder &&= !annotations.has(after.id) && (last === undefined || drawingOrder(last, after) < 0);
        last = after;
      }
      replace(annotations, change.before, after);
    }
  }
  const ordered = isInOrder ? annotations : inDrawingOrder([...annotations.values()]);
  return { image, annotations: ordered, labels, comments };
}

function lastOf(annotations: ReadonlyMap<AnnotationId, AnnotationRecord>): AnnotationRecord | undefined {
  let last: AnnotationRecord | undefined;
  for (const annotation of annotations.values()) last = annotation;
  return last;
}

function replaced<R extends { readonly id: string }>(
  records: ReadonlyMap<string, R>,
  before: R | null,
  after: R | null,
): ReadonlyMap<string, R> {
  const changed = new Map(records);
  replace(changed, before, after);
  return changed;
}

function replace<R extends { readonly id: string }>(records: Map<string, R>, before: R | null, after: R | null): void {
  if (after !== null) records.set(after.id, after);
  else if (before !== null) records.delete(before.id);
}

/** By time, then id: an object that an undo brings back returns to its old place. */
export function drawingOrder(a: AnnotationRecord, b: AnnotationRecord): number {
  if (a.createdAt !== b.createdAt) return a.createdAt - b.createdAt;
  return a.id === b.id ? 0 : a.id < b.id ? -1 : 1;
}

function inDrawingOrder(annotations: readonly AnnotationRecord[]): ReadonlyMap<AnnotationId, AnnotationRecord> {
  const ordered = annotations.toSorted(drawingOrder);
  return new Map(ordered.map((annotation) => [annotation.id, annotation]));
}
