import type { HistoryState } from '../../app/contract/views.ts';
import type { RecordChange, RecordDiff } from '../../app/model/diff.ts';
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
  /** The newest step that is this very edit and not undone. */
  sequenceOf(diff: RecordDiff, description: string): number | null;
  newestDone(): HistoryEntry | null;
  oldestUndone(): HistoryEntry | null;
  setUndone(sequence: number, undone: boolean): void;
  state(): HistoryState;
  has(sequence: number): boolean;
  /** Number of the newest step that is not undone; 0 where none is. */
  present(): number;
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
  const same = database
    .prepare<[string, string], number>(
      'SELECT sequence FROM history WHERE undone = 0 AND description = ? AND diff = ? ORDER BY sequence DESC LIMIT 1',
    )
    .pluck();
  const newestDone = 'FROM history WHERE undone = 0 ORDER BY sequence DESC LIMIT 1';
  const oldestUndone = 'FROM history WHERE undone = 1 ORDER BY sequence LIMIT 1';
  const rowToUndo = database.prepare<[], HistoryRow>(`SELECT * ${newestDone}`);
  const rowToRedo = database.prepare<[], HistoryRow>(`SELECT * ${oldestUndone}`);
  const undoDescription = database.prepare<[], string>(`SELECT description ${newestDone}`).pluck();
  const redoDescription = database.prepare<[], string>(`SELECT description ${oldestUndone}`).pluck();
  const setUndone = database.prepare<[number, number]>('UPDATE history SET undone = ? WHERE sequence = ?');
  const exists = database.prepare<[number]>('SELECT 1 FROM history WHERE sequence = ?').pluck();
  const present = database.prepare<[], number>(`SELECT sequence ${newestDone}`).pluck();
  const insertPlace = database.prepare<[number, string, number]>(
    'INSERT INTO history_places (sequence, image_id, changes) VALUES (?, ?, ?)',
  );

  return {
    append: (diff, description) => {
      dropUndone.run();
      const changes = JSON.stringify(storedChanges(diff));
      const place = firstPlaceOf(diff);
      const sequence = Number(insert.run(description, place, Date.now(), changes).lastInsertRowid);
      for (const [imageId, count] of changesByPlace(diff, place)) insertPlace.run(sequence, imageId, count);
      return sequence;
    },
    sequenceOf: (diff, description) => same.get(description, JSON.stringify(storedChanges(diff))) ?? null,
    newestDone: () => entryOf(rowToUndo.get()),
    oldestUndone: () => entryOf(rowToRedo.get()),
    setUndone: (sequence, undone) => void setUndone.run(Number(undone), sequence),
    has: (sequence) => exists.get(sequence) !== undefined,
    present: () => present.get() ?? 0,
    state: () => ({ undo: undoDescription.get() ?? null, redo: redoDescription.get() ?? null }),
  };
}

/** The image to look at; `null` for an edit of labels alone. */
function firstPlaceOf(diff: RecordDiff): ImageId | null {
  for (const change of diff) {
    const place = placeOf(change);
    if (place !== null) return place;
  }
  return null;
}

function placeOf({ table, before, after }: RecordChange): ImageId | null {
  if (table === 'annotations' || table === 'comments') return (after ?? before)?.imageId ?? null;
  return table === 'images' ? ((after ?? before)?.id ?? null) : null;
}

/** How many changes lie on each image; those of labels count where the edit was made. */
function changesByPlace(diff: RecordDiff, firstPlace: ImageId | null): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const change of diff) {
    const place = placeOf(change) ?? firstPlace ?? '';
    counts.set(place, (counts.get(place) ?? 0) + 1);
  }
  return counts;
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
