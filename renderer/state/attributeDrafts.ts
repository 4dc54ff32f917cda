import type { AttributeDefinition, AttributeId, AttributeKind, AttributeValue } from '../../app/model/attributes.ts';
import { readNumber } from '../messages/readNumber.ts';

/** The attributes of a label as a person writes them in a form. */

export interface AttributeDraft {
  readonly id: AttributeId;
  readonly name: string;
  readonly kind: AttributeKind;
  /** One option a line; kept while another kind is tried. */
  readonly optionLines: string;
  /** Empty: none. `yes` or `no`, an option, a number as it was typed, or text. */
  readonly defaultText: string;
}

export type DraftProblem = 'nameMissing' | 'nameTaken' | 'optionsMissing' | 'noNumber' | 'ambiguous';

export function draftOf({ id, name, kind, options, defaultValue }: AttributeDefinition): AttributeDraft {
  return { id, name, kind, optionLines: options.join('\n'), defaultText: textOf(defaultValue) };
}

export function emptyDraft(id: AttributeId): AttributeDraft {
  return { id, name: '', kind: 'choice', optionLines: '', defaultText: '' };
}

/** A value as fields and selections show it. */
export function textOf(value: AttributeValue | null): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return String(value);
}

/** What there is to choose from: every line once. */
export function optionsOf({ optionLines }: Pick<AttributeDraft, 'optionLines'>): readonly string[] {
  const lines = optionLines.split('\n').map((line) => line.trim());
  return [...new Set(lines.filter((line) => line !== ''))];
}

/** The value of a text, `null` for none, or what is wrong with it. */
export type ReadValue =
  | { readonly kind: 'value'; readonly value: AttributeValue | null }
  | { readonly kind: 'problem'; readonly problem: 'noNumber' | 'ambiguous' };

const none: ReadValue = { kind: 'value', value: null };
const taken = (value: AttributeValue): ReadValue => ({ kind: 'value', value });

const readers: { readonly [K in AttributeKind]: (text: string, options: readonly string[]) => ReadValue } = {
  text: taken,
  number: (text) => {
    const typed = readNumber(text);
    return typed.kind === 'number' ? taken(typed.value) : { kind: 'problem', problem: typed.kind };
  },
  choice: (text, options) => (options.includes(text) ? taken(text) : none),
  yesNo: (text) => taken(text === 'yes'),
};

export function readValue({ kind, options }: Pick<AttributeDefinition, 'kind' | 'options'>, typed: string): ReadValue {
  const text = typed.trim();
  return text === '' ? none : readers[kind](text, options);
}

/** The definitions, or what is wrong with the drafts by their ids. */
export function definitionsOf(drafts: readonly AttributeDraft[]): {
  readonly definitions: readonly AttributeDefinition[];
  readonly problems: ReadonlyMap<AttributeId, DraftProblem>;
} {
  const problems = new Map<AttributeId, DraftProblem>();
  const names = new Set<string>();
  const definitions = drafts.map((draft): AttributeDefinition => {
    const { id, kind } = draft;
    const name = draft.name.trim().normalize('NFC');
    const options = kind === 'choice' ? optionsOf(draft) : [];
    const value = readValue({ kind, options }, draft.defaultText);
    const problem = problemOf(name, names, kind === 'choice' && options.length === 0, value);
    if (problem !== null) problems.set(id, problem);
    names.add(name);
    return { id, name, kind, options, defaultValue: value.kind === 'value' ? value.value : null };
  });
  return { definitions, problems };
}

function problemOf(
  name: string,
  taken: ReadonlySet<string>,
  lacksOptions: boolean,
  value: ReadValue,
): DraftProblem | null {
  if (name === '') return 'nameMissing';
  if (taken.has(name)) return 'nameTaken';
  if (lacksOptions) return 'optionsMissing';
  return value.kind === 'problem' ? value.problem : null;
}
