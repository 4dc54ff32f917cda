import { isDeepStrictEqual } from 'node:util';
import { AppError } from '../../app/contract/errors.ts';
import type { HistoryPage } from '../../app/contract/historyViews.ts';
import type { HistoryState } from '../../app/contract/views.ts';
import type { RecordChange, RecordDiff } from '../../app/model/diff.ts';
import { checkDiff } from '../../app/model/invariants.ts';
import type { ImageId } from '../../app/model/records.ts';
import type { Database } from './database.ts';
import { createEditHistory } from './editHistory.ts';
import { createHistoryPages } from './historyPages.ts';
import { createHistorySteps, type HistorySteps } from './historySteps.ts';
import { recordShapes } from './recordShapes.ts';
import type { SqlRow } from './recordTable.ts';
import type { RecordTables } from './recordTables.ts';
import { createObjectWork } from './objectWork.ts';
import { createRecordWriter, type WriteRecords } from './recordWriter.ts';
import type { RecordTarget } from './storedDiff.ts';

export interface CommittedEdit {
  /** Grows from edit to edit and is never given twice. */
  readonly sequence: number;
  readonly history: HistoryState;
}

export interface DecidedSuggestions {
  readonly diff: RecordDiff;
  readonly count: number;
  readonly history: HistoryState;
}

/** The person's edits: each is one transaction and one step of the undo history, which is kept in the project. */
export interface EditStore extends HistorySteps {
  /**
   * Throws INVALID_INPUT for a diff that breaks a rule, EDIT_CONFLICT where a `before` is not what is stored. An edit
   * that is sent again, because its answer was lost, is not made twice. `activeMs`: how long the person worked on it;
   * absent: not known.
   */
  commit(diff: RecordDiff, description: string, activeMs?: number): CommittedEdit;
  history(): HistoryState;
  /** The steps of the history, newest first; of one image or all. */
  list(page: { readonly offset: number; readonly limit: number; readonly imageId?: ImageId | undefined }): HistoryPage;
  /** Accepts or rejects the suggestions with at least `minScore`, of one image or all, as one edit. */
  decideSuggestions(
    decision: 'accepted' | 'rejected',
    minScore: number,
    imageId?: ImageId,
    activeMs?: number,
  ): DecidedSuggestions;
}

export function createEditStore(database: Database, tables: RecordTables): EditStore {
  const history = createEditHistory(database);
  const write = createRecordWriter(database, tables);
  const work = createObjectWork(database);
  const writeStep: WriteRecords = (targets, policy) => {
    const diff = write(targets, policy);
    work.follow(diff);
    return diff;
  };
  const steps = createHistorySteps(database, tables, history, writeStep);
  const pages = createHistoryPages(database, () => history.present());
  const suggestions = database.prepare<[number], SqlRow>(
    `SELECT * FROM annotations WHERE status = 'suggested' AND coalesce(score, 0) >= ? ORDER BY image_id, created_at, id`,
  );
  const suggestionsOfImage = database.prepare<[number, string], SqlRow>(
    `SELECT * FROM annotations WHERE status = 'suggested' AND coalesce(score, 0) >= ? AND image_id = ?
     ORDER BY created_at, id`,
  );

  const commit = database.transaction((diff: RecordDiff, description: string, activeMs?: number): CommittedEdit => {
    if (diff.length === 0) throw new AppError('INVALID_INPUT', 'The edit changes nothing.');
    const problem = checkDiff(diff);
    if (problem !== null) throw new AppError('INVALID_INPUT', problem);
    const made = diff.every((change) => isStored(tables, change)) ? history.sequenceOf(diff, description) : null;
    if (made !== null) return { sequence: made, history: history.state() };
    for (const change of diff) assertUpToDate(tables, change);
    write(diff.map(targetOf), 'refuse');
    work.record(diff, activeMs ?? null);
    return { sequence: history.append(diff, description), history: history.state() };
  });

  const decide = database.transaction(
    (
      decision: 'accepted' | 'rejected',
      minScore: number,
      imageId: ImageId | undefined,
      activeMs: number | undefined,
    ): DecidedSuggestions => {
      const rows = imageId === undefined ? suggestions.all(minScore) : suggestionsOfImage.all(minScore, imageId);
      if (rows.length === 0) return { diff: [], count: 0, history: history.state() };
      const updatedAt = Date.now();
      const diff = rows.map((row): RecordChange => {
        const before = recordShapes.annotations.recordOf(row);
        return { table: 'annotations', before, after: { ...before, status: decision, updatedAt } };
      });
      write(diff.map(targetOf), 'refuse');
      work.record(diff, activeMs ?? null);
      history.append(diff, decision === 'accepted' ? 'Accept suggestions' : 'Reject suggestions');
      return { diff, count: diff.length, history: history.state() };
    },
  );

  return {
    commit: (diff, description, activeMs) => commit.immediate(diff, description, activeMs),
    ...steps,
    history: () => history.state(),
    list: (page) => pages(page),
    decideSuggestions: (decision, minScore, imageId, activeMs) =>
      decide.immediate(decision, minScore, imageId, activeMs),
  };
}

const targetOf = ({ table, before, after }: RecordChange): RecordTarget =>
  ({ table, id: (after ?? before)?.id ?? '', target: after }) as RecordTarget;

function isStored(tables: RecordTables, { table, before, after }: RecordChange): boolean {
  return isDeepStrictEqual(tables[table].get((after ?? before)?.id ?? ''), after);
}

/** An edit starts from what its window saw: where that is not what is stored, it is not written over. */
function assertUpToDate(tables: RecordTables, change: RecordChange): void {
  const id = (change.after ?? change.before)?.id ?? '';
  if (isDeepStrictEqual(tables[change.table].get(id), change.before)) return;
  throw new AppError(
    'EDIT_CONFLICT',
    'What this edit starts from has been changed elsewhere since, so it was not saved; the screen shows the present state again.',
  );
}
