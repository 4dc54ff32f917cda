import type { EditableRecords } from '../../app/model/diff.ts';

/**
 * Fields that came after the first schema, as records have them that were written before. The history keeps whole records
 * where one was added or removed; those of earlier versions lack these fields when an undo brings them back.
 */
export const laterFields: { readonly [T in keyof EditableRecords]: Partial<EditableRecords[T]> } = {
  annotations: { attributes: {}, groupId: null },
  labels: { attributes: [] },
  images: { pixelSpacing: null, tags: [] },
  comments: {},
};
