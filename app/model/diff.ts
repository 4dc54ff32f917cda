import type { AnnotationRecord, CommentRecord, ImageRecord, LabelRecord } from './records.ts';

/** The records that a person edits, by table. */
export interface EditableRecords {
  annotations: AnnotationRecord;
  labels: LabelRecord;
  images: ImageRecord;
  comments: CommentRecord;
}

/** One record before and after an edit: `before` null adds it, `after` null removes it. Both carry the same id. */
export type RecordChange = {
  [T in keyof EditableRecords]: {
    readonly table: T;
    readonly before: EditableRecords[T] | null;
    readonly after: EditableRecords[T] | null;
  };
}[keyof EditableRecords];

/** One finished gesture: what travels to the host, is committed in one transaction, kept in the history and broadcast. */
export type RecordDiff = readonly RecordChange[];

/** The diff that takes this one back: every change swapped, last change first. */
export function invertDiff(diff: RecordDiff): RecordDiff {
  return diff.toReversed().map((change) => ({ ...change, before: change.after, after: change.before }) as RecordChange);
}
