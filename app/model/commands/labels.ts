import { newLabel } from '../defaultLabels.ts';
import type { RecordChange, RecordDiff } from '../diff.ts';
import type { LabellingDocument } from '../document.ts';
import type { AnnotationRecord, LabelId, LabelRecord } from '../records.ts';
import { removal } from './changes.ts';

/** A label at the end of the list, with the next free colour and hotkey where none is given. */
export function addLabel(
  document: Pick<LabellingDocument, 'labels'>,
  args: { readonly id: LabelId; readonly name: string; readonly colour?: string; readonly hotkey?: string | null },
): RecordDiff {
  const { id, name, ...chosen } = args;
  const label: LabelRecord = { ...newLabel(id, name, [...document.labels.values()]), ...chosen };
  return [...releasedHotkey(document, label), { table: 'labels', before: null, after: label }];
}

/** Changes what is given. A hotkey that another label had is taken from it. */
export function editLabel(
  document: Pick<LabellingDocument, 'labels'>,
  args: { readonly labelId: LabelId } & Partial<Pick<LabelRecord, 'name' | 'colour' | 'hotkey' | 'order'>>,
): RecordDiff {
  const { labelId, ...changes } = args;
  const label = document.labels.get(labelId);
  if (label === undefined) return [];
  const after = { ...label, ...changes };
  return [...releasedHotkey(document, after), { table: 'labels', before: label, after }];
}

/** Removes a label with its objects. `annotations`: all objects of the project that carry it, on any image. */
export function removeLabel(
  document: Pick<LabellingDocument, 'labels'>,
  args: { readonly labelId: LabelId; readonly annotations: readonly AnnotationRecord[] },
): RecordDiff {
  const label = document.labels.get(args.labelId);
  if (label === undefined) return [];
  const objects = args.annotations.filter(({ labelId }) => labelId === args.labelId);
  return [...objects.map(removal), { table: 'labels', before: label, after: null }];
}

function releasedHotkey(document: Pick<LabellingDocument, 'labels'>, owner: LabelRecord): RecordChange[] {
  if (owner.hotkey === null) return [];
  return [...document.labels.values()]
    .filter(({ id, hotkey }) => id !== owner.id && hotkey === owner.hotkey)
    .map((label) => ({ table: 'labels', before: label, after: { ...label, hotkey: null } }));
}
