import { readFileSync } from 'node:fs';
import type { EditableRecords, RecordDiff } from '../../app/model/diff.ts';
import { invertDiff } from '../../app/model/diff.ts';

/** What the editing host writes down before an edit (`intent`) and after the host has answered it (`acknowledged`). */
export interface EditLine {
  readonly moment: 'intent' | 'acknowledged';
  readonly action: EditAction;
}

export type EditAction =
  | { readonly kind: 'commit'; readonly description: string; readonly diff: RecordDiff }
  | { readonly kind: 'undo' }
  | { readonly kind: 'redo' }
  /** To the state after so many edits. */
  | { readonly kind: 'goTo'; readonly done: number };

/** Complete lines alone: a killed host may leave half a line. */
export function readEditLog(file: string): EditLine[] {
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line) as EditLine);
}

export type Records = { readonly [T in keyof EditableRecords]: ReadonlyMap<string, EditableRecords[T]> };

export const workedMsPerEdit = 1000;

/** A project as a plain value: its records, and every edit with how many of them are not undone. */
export interface PlainProject {
  readonly records: Records;
  readonly edits: readonly { readonly description: string; readonly diff: RecordDiff }[];
  readonly done: number;
  /** Of all edits that were ever made. */
  readonly workedMs: number;
}

export function after(project: PlainProject, action: EditAction): PlainProject {
  const { records, edits, done, workedMs } = project;
  if (action.kind === 'commit') {
    return {
      records: changed(records, action.diff),
      edits: [...edits.slice(0, done), { description: action.description, diff: action.diff }],
      done: done + 1,
      workedMs: workedMs + workedMsPerEdit,
    };
  }
  if (action.kind === 'goTo') {
    const step = { kind: action.done < done ? 'undo' : 'redo' } as const;
    return action.done === done ? project : after(after(project, step), action);
  }
  const edit = edits[action.kind === 'undo' ? done - 1 : done];
  if (edit === undefined) return project;
  return action.kind === 'undo'
    ? { records: changed(records, invertDiff(edit.diff)), edits, done: done - 1, workedMs }
    : { records: changed(records, edit.diff), edits, done: done + 1, workedMs };
}

export function changed(records: Records, diff: RecordDiff): Records {
  const tables = {
    images: new Map(records.images),
    labels: new Map(records.labels),
    annotations: new Map(records.annotations),
    comments: new Map(records.comments),
  };
  for (const change of diff) {
    const table: Map<string, object> = tables[change.table];
    if (change.after !== null) table.set(change.after.id, change.after);
    else if (change.before !== null) table.delete(change.before.id);
  }
  return tables;
}
