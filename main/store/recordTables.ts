import type { EditableRecords } from '../../app/model/diff.ts';
import type { Database } from './database.ts';
import { recordShapes } from './recordShapes.ts';
import { createRecordTable, type RecordTable } from './recordTable.ts';

/** The tables that a person edits. */
export type RecordTables = { readonly [T in keyof EditableRecords]: RecordTable<EditableRecords[T]> };

export const createRecordTables = (database: Database): RecordTables => ({
  images: createRecordTable(database, recordShapes.images),
  labels: createRecordTable(database, recordShapes.labels),
  annotations: createRecordTable(database, recordShapes.annotations),
  comments: createRecordTable(database, recordShapes.comments),
});
