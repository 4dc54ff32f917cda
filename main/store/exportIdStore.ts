import type { Database } from './database.ts';

export type ExportIdKind = 'image' | 'annotation' | 'category';

/** Numbers of records in exported files: positive, given once, never given to another record. */
export interface ExportIdStore {
  /** The number of every record; records without one get the next free ones, in the given order. */
  idsFor(kind: ExportIdKind, recordIds: readonly string[]): Map<string, number>;
  /** Keeps a number from an imported file; answers whether it is the record's number now. */
  reserve(kind: ExportIdKind, recordId: string, exportId: number): boolean;
}

export function createExportIdStore(database: Database): ExportIdStore {
  const select = database
    .prepare<[string, string], number>('SELECT export_id FROM export_ids WHERE kind = ? AND record_id = ?')
    .pluck();
  const highest = database
    .prepare<[string], number | null>('SELECT max(export_id) FROM export_ids WHERE kind = ?')
    .pluck();
  const insert = database.prepare<[string, string, number]>(
    'INSERT INTO export_ids (kind, record_id, export_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const idsFor = database.transaction((kind: ExportIdKind, recordIds: readonly string[]) => {
    let next = (highest.get(kind) ?? 0) + 1;
    const ids = new Map<string, number>();
    for (const recordId of recordIds) {
      const known = select.get(kind, recordId);
      if (known === undefined) insert.run(kind, recordId, next);
      ids.set(recordId, known ?? next++);
    }
    return ids;
  });
  return {
    idsFor: (kind, recordIds) => idsFor(kind, recordIds),
    reserve: (kind, recordId, exportId) => {
      insert.run(kind, recordId, exportId);
      return select.get(kind, recordId) === exportId;
    },
  };
}
