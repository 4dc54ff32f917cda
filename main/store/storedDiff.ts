import { isDeepStrictEqual } from 'node:util';
import type { EditableRecords, RecordDiff } from '../../app/model/diff.ts';
import { laterFields } from './laterFields.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * A change as the history keeps it: whole records where one was added or removed, otherwise only the fields that
 * differ. So an undo brings back what the person changed and leaves alone what a job has changed since.
 */
export interface StoredChange {
  readonly table: keyof EditableRecords;
  readonly id: string;
  readonly before: Fields | null;
  readonly after: Fields | null;
}

/** A record to be written (`null`: to be removed). */
export type RecordTarget = {
  [T in keyof EditableRecords]: {
    readonly table: T;
    readonly id: string;
    readonly target: EditableRecords[T] | null;
  };
}[keyof EditableRecords];

export function storedChanges(diff: RecordDiff): StoredChange[] {
  return diff.map(({ table, before, after }) => {
    const id = (after ?? before)?.id ?? '';
    if (before === null || after === null) return { table, id, before: fieldsOf(before), after: fieldsOf(after) };
    const differing = Object.keys({ ...before, ...after }).filter(
      (field) => !isDeepStrictEqual(fieldsOf(before)?.[field], fieldsOf(after)?.[field]),
    );
    return { table, id, before: pick(before, differing), after: pick(after, differing) };
  });
}

/**
 * What an undo (or redo) of the changes writes, given what is stored now. A changed record that has gone since is left
 * out; one that was added or removed is put back or taken away whole.
 */
export function targetsOf(
  changes: readonly StoredChange[],
  direction: 'undo' | 'redo',
  stored: (table: keyof EditableRecords, id: string) => object | null,
): RecordTarget[] {
  const targets: RecordTarget[] = [];
  for (const { table, id, before, after } of changes) {
    const [from, to] = direction === 'undo' ? [after, before] : [before, after];
    if (from === null || to === null)
      targets.push({ table, id, target: to === null ? null : { ...laterFields[table], ...to } } as RecordTarget);
    else {
      const present = stored(table, id);
      if (present !== null) targets.push({ table, id, target: { ...present, ...to } as object } as RecordTarget);
    }
  }
  return targets;
}

const fieldsOf = (record: object | null): Fields | null => record as Fields | null;

const pick = (record: object, fields: readonly string[]): Fields =>
  Object.fromEntries(fields.map((field) => [field, (record as Fields)[field]]));
