import type { HistoryState } from '../../app/contract/views.ts';
import type { RecordDiff } from '../../app/model/diff.ts';
import type { ImageId } from '../../app/model/records.ts';
import type { Database } from './database.ts';
import { storedChanges, type StoredChange } from './storedDiff.ts';

export interface HistoryEntry {
  readonly sequence: number;
  readonly description: string;
  readonly imageId: ImageId | null;
  readonly changes: readonly StoredChange[];
}

/** The steps of the undo history: those not undone, oldest first, then those undone. */
export interface EditHistory {
  /** Adds a step and forgets those that were undone. Answers its sequence number. */
  append(diff: RecordDiff, description: string): number;
  newestDone(): HistoryEntry | null;
  oldestUndone(): HistoryEntry | null;
  setUndone(sequence: number, undone: boolean): void;
  state(): HistoryState;
}

interface HistoryRow {
  readonly sequence: number;
  readonly description: string;
  readonly image_id: string | null;
  readonly diff: string;
}

export function createEditHistory(database: Database): EditHistory {
  const dropUndone = database.prepare('DELETE FROM history WHERE undone = 1');
  const insert = database.prepare<[string, string | null, number, string]>(
    'INSERT INTO history (description, image_id, committed_at, diff) VALUES (?, ?, ?, ?)',
  );
  const newestDone = 'FROM history WHERE undone = 0 ORDER BY sequence DESC LIMIT 1';
  const oldestUndone = 'FROM history WHERE undone = 1 ORDER BY sequence LIMIT 1';
  const rowToUndo = database.prepare<[], HistoryRow>(`SELECT * ${newestDone}`);
  const rowToRedo = database.prepare<[], HistoryRow>(`SELECT * ${oldestUndone}`);
  const undoDescription = database.prepare<[], string>(`SELECT description ${newestDone}`).pluck();
  const redoDescription = database.prepare<[], string>(`SELECT description ${oldestUndone}`).pluck();
  const setUndone = database.prepare<[number, number]>('UPDATE history SET undone = ? WHERE sequence = ?');

  return {
    append: (diff, description) => {
      dropUndone.run();
      const changes = JSON.stringify(storedChanges(diff));
      return Number(insert.run(description, placeOf(diff), Date.now(), changes).lastInsertRowid);
    },
    newestDone: () => entryOf(rowToUndo.get()),
    oldestUndone: () => entryOf(rowToRedo.get()),
    setUndone: (sequence, undone) => void setUndone.run(Number(undone), sequence),
    state: () => ({ undo: undoDescription.get() ?? null, redo: redoDescription.get() ?? null }),
  };
}

/** The image to look at; `null` for an edit of labels alone. */
function placeOf(diff: RecordDiff): ImageId | null {
  for (const { table, before, after } of diff) {
    if (table === 'annotations' || table === 'comments') return (after ?? before)?.imageId ?? null;
    if (table === 'images') return (after ?? before)?.id ?? null;
  }
  return null;
}

const entryOf = (row: HistoryRow | undefined): HistoryEntry | null =>
  row === undefined
    ? null
    : {
        sequence: row.sequence,
        description: row.description,
        imageId: row.image_id,
        changes: JSON.parse(row.diff) as StoredChange[],
      };
