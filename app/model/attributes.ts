import type { AnnotationRecord, LabelRecord } from './records.ts';

/** What objects of a label can be told apart by beyond it, such as the stage of a cell: defined by labels, set on objects. */

export type AttributeId = string & { readonly __brand?: 'AttributeId' };

export const attributeKinds = ['text', 'number', 'choice', 'yesNo'] as const;
export type AttributeKind = (typeof attributeKinds)[number];

export type AttributeValue = string | number | boolean;

export interface AttributeDefinition {
  readonly id: AttributeId;
  /** Unique in its label. */
  readonly name: string;
  readonly kind: AttributeKind;
  /** What there is to choose from, in the person's order; empty for the other kinds. */
  readonly options: readonly string[];
  /** What new objects have; `null`: nothing until somebody sets it. */
  readonly defaultValue: AttributeValue | null;
}

/** Values of ids that the object's label does not define are of no meaning and passed over. */
export type AttributeValues = Readonly<Record<AttributeId, AttributeValue>>;

type Kinded = Pick<AttributeDefinition, 'kind' | 'options'>;

const fits: { readonly [K in AttributeKind]: (value: AttributeValue, options: readonly string[]) => boolean } = {
  text: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number' && Number.isFinite(value),
  choice: (value, options) => typeof value === 'string' && options.includes(value),
  yesNo: (value) => typeof value === 'boolean',
};

export function takesValue({ kind, options }: Kinded, value: AttributeValue): boolean {
  return fits[kind](value, options);
}

/** What an object has that is new to its label. */
export function defaultValues(label: Pick<LabelRecord, 'attributes'> | undefined): AttributeValues {
  const entries = (label?.attributes ?? []).flatMap(({ id, defaultValue }) =>
    defaultValue === null ? [] : [[id, defaultValue] as const],
  );
  return Object.fromEntries(entries);
}

/**
 * The values of an object that goes from one label to another: kept where both define an attribute of the same name and
 * kind that takes the value, else the default of what is new to it.
 */
export function carriedValues(
  values: AttributeValues,
  from: Pick<LabelRecord, 'attributes'> | undefined,
  to: Pick<LabelRecord, 'attributes'> | undefined,
): AttributeValues {
  const entries = (to?.attributes ?? []).flatMap((definition) => {
    const earlier = from?.attributes.find(({ name, kind }) => name === definition.name && kind === definition.kind);
    const value = earlier === undefined ? definition.defaultValue : (values[earlier.id] ?? null);
    return value === null || !takesValue(definition, value) ? [] : [[definition.id, value] as const];
  });
  return Object.fromEntries(entries);
}

/** The values that the label defines, by the names of its attributes. */
export function valuesByName(
  values: AttributeValues,
  label: Pick<LabelRecord, 'attributes'> | undefined,
): Readonly<Record<string, AttributeValue>> {
  const entries = (label?.attributes ?? []).flatMap(({ id, name }) => {
    const value = values[id];
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(entries);
}

/** The values of attributes of these names that the label takes. */
export function valuesOfNames(
  named: Readonly<Record<string, AttributeValue>>,
  label: Pick<LabelRecord, 'attributes'> | undefined,
): AttributeValues {
  const entries = (label?.attributes ?? []).flatMap((definition) => {
    const value = named[definition.name];
    return value === undefined || !takesValue(definition, value) ? [] : [[definition.id, value] as const];
  });
  return Object.fromEntries(entries);
}

/** Values after the definitions of their label have changed: what does not fit any more is left out. */
export function valuesUnder(
  values: AttributeValues,
  before: readonly AttributeDefinition[],
  after: readonly AttributeDefinition[],
): AttributeValues {
  const entries = after.flatMap((definition) => {
    const value = values[definition.id];
    if (value === undefined) return [];
    const earlier = before.find(({ id }) => id === definition.id);
    const renamed = earlier === undefined ? null : renamedOption(earlier.options, definition.options);
    const kept = renamed !== null && value === renamed.from ? renamed.to : value;
    return takesValue(definition, kept) ? [[definition.id, kept] as const] : [];
  });
  return Object.fromEntries(entries);
}

/** One option with another word in its place is the same option. */
function renamedOption(
  before: readonly string[],
  after: readonly string[],
): { readonly from: string; readonly to: string } | null {
  if (before.length !== after.length) return null;
  const places = before.flatMap((option, place) => (option === after[place] ? [] : [place]));
  const [place] = places;
  if (place === undefined || places.length > 1) return null;
  const [from, to] = [before[place], after[place]];
  return from === undefined || to === undefined ? null : { from, to };
}

/** What several objects can be given together: what each of their labels defines under the same name and kind. */
export function sharedAttributes(labels: readonly Pick<LabelRecord, 'attributes'>[]): readonly AttributeDefinition[] {
  const [first, ...others] = labels;
  return (first?.attributes ?? []).flatMap((definition) => {
    const alike = others.map(({ attributes }) =>
      attributes.find(({ name, kind }) => name === definition.name && kind === definition.kind),
    );
    if (alike.includes(undefined)) return [];
    const options = definition.options.filter((option) => alike.every((other) => other?.options.includes(option)));
    return [{ ...definition, options }];
  });
}

/** What objects have of an attribute, by its name; `mixed` where they differ. */
export type CommonValue =
  { readonly kind: 'none' | 'mixed' } | { readonly kind: 'same'; readonly value: AttributeValue };

export function commonValue(
  annotations: readonly Pick<AnnotationRecord, 'labelId' | 'attributes'>[],
  labels: ReadonlyMap<string, Pick<LabelRecord, 'attributes'>>,
  name: string,
): CommonValue {
  const values = annotations.map(({ labelId, attributes }) => {
    const definition = labels.get(labelId)?.attributes.find((known) => known.name === name);
    return definition === undefined ? undefined : attributes[definition.id];
  });
  const [first] = values;
  if (values.some((value) => value !== first)) return { kind: 'mixed' };
  return first === undefined ? { kind: 'none' } : { kind: 'same', value: first };
}

/** One sentence that says what is wrong with the definitions of a label, or `null`. */
export function checkDefinitions(definitions: readonly AttributeDefinition[]): string | null {
  const names = new Set<string>();
  const ids = new Set<string>();
  for (const { id, name, kind, options, defaultValue } of definitions) {
    if (name === '' || name !== name.trim()) return 'An attribute needs a name without spaces around it.';
    if (names.has(name.normalize('NFC')) || ids.has(id)) return `There are two attributes "${name}".`;
    names.add(name.normalize('NFC'));
    ids.add(id);
    if (kind === 'choice' && options.length === 0) return `Attribute "${name}" has nothing to choose from.`;
    if (kind !== 'choice' && options.length > 0) return `Attribute "${name}" has options, but is no choice.`;
    if (options.some((option) => option === '' || option !== option.trim()))
      return `Attribute "${name}" has an option that is empty or has spaces around it.`;
    if (new Set(options).size < options.length) return `Attribute "${name}" has an option twice.`;
    if (defaultValue !== null && !takesValue({ kind, options }, defaultValue))
      return `Attribute "${name}" cannot have the value "${defaultValue}".`;
  }
  return null;
}
