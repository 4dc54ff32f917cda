import { AppError } from '../../app/contract/errors.ts';
import type { HistoryJump, UndoneEdit } from '../../app/contract/historyViews.ts';
import type { RecordDiff } from '../../app/model/diff.ts';
import { joinedDiff } from '../../app/model/joinedDiff.ts';
import type { Database } from './database.ts';
import type { EditHistory, HistoryEntry } from './editHistory.ts';
import type { RecordTables } from './recordTables.ts';
import type { WriteRecords } from './recordWriter.ts';
import { targetsOf } from './storedDiff.ts';

type Direction = 'undo' | 'redo';

/** Going back and forth in the history. Each call is one transaction. */
export interface HistorySteps {
  /** `diff` is what really changed. `null`: nothing to undo. */
  undo(): UndoneEdit | null;
  redo(): UndoneEdit | null;
  /** Until the step is the newest that is not undone; 0: before all. `null`: it was. Throws NOT_FOUND. */
  goTo(sequence: number): HistoryJump | null;
}

export function createHistorySteps(
  database: Database,
  tables: RecordTables,
  history: EditHistory,
  write: WriteRecords,
): HistorySteps {
  const take = (direction: Direction): (HistoryEntry & { readonly diff: RecordDiff }) | null => {
    const entry = direction === 'undo' ? history.newestDone() : history.oldestUndone();
    if (entry === null) return null;
    const targets = targetsOf(entry.changes, direction, (table, id) => tables[table].get(id));
    const diff = write(targets, 'leaveOut');
    history.setUndone(entry.sequence, direction === 'undo');
    return { ...entry, diff };
  };

  const step = database.transaction((direction: Direction): UndoneEdit | null => {
    const taken = take(direction);
    if (taken === null) return null;
    const { description, imageId, diff } = taken;
    return { description, imageId, diff, history: history.state() };
  });

  const goTo = database.transaction((sequence: number): HistoryJump | null => {
    if (sequence !== 0 && !history.has(sequence)) {
      throw new AppError(
        'NOT_FOUND',
        'This gesture is not in the history any more: what was undone went with a new one.',
      );
    }
    const present = history.present();
    if (present === sequence) return null;
    const direction = sequence < present ? 'undo' : 'redo';
    const taken: RecordDiff[] = [];
    for (;;) {
      const last = take(direction);
      if (last === null) throw new Error(`Step ${sequence} of the history was not met on the way to it.`);
      taken.push(last.diff);
      if (history.present() !== sequence) continue;
      const { description, imageId, diff } = last;
      return {
        description,
        imageId: imageId !== null && tables.images.get(imageId) !== null ? imageId : null,
        diff: joinedDiff(taken),
        history: history.state(),
        steps: taken.length,
        changedIds: diff.flatMap(({ table, after }) => (table === 'annotations' && after !== null ? [after.id] : [])),
      };
    }
  });

  return {
    undo: () => step.immediate('undo'),
    redo: () => step.immediate('redo'),
    goTo: (sequence) => goTo.immediate(sequence),
  };
}
