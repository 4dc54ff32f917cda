import * as v from 'valibot';
import {
  type AttributeDefinition,
  type AttributeKind,
  attributeKinds,
  type AttributeValue,
  checkDefinitions,
  takesValue,
} from '../../model/attributes.ts';

/**
 * Attributes in COCO files. Values stand on the annotation as CVAT and Datumaro write them, by name:
 * `"attributes": {"stage": "late", "count": 3, "sure": true}`; what is unset is left out. COCO knows no place for their
 * definitions: ours stand on the category, where other programs pass over them:
 * `"attributes": [{"name": "stage", "kind": "choice", "options": ["early", "late"], "default": "early"}]`. Names that only
 * annotations know become attributes of the kind that all their values have, else text.
 */

/** An attribute as a file defines it. */
export type CocoAttribute = Omit<AttributeDefinition, 'id'>;

export type CocoValues = Readonly<Record<string, AttributeValue>>;

export interface WrittenAttribute {
  readonly name: string;
  readonly kind: AttributeKind;
  readonly options?: readonly string[];
  readonly default?: AttributeValue;
}

export function writtenAttribute({ name, kind, options, defaultValue }: CocoAttribute): WrittenAttribute {
  return {
    name: comparableName(name),
    kind,
    ...(kind === 'choice' ? { options } : {}),
    ...(defaultValue === null ? {} : { default: defaultValue }),
  };
}

/** As the reader sees a name. */
export function comparableName(name: string): string {
  return name.trim().normalize('NFC');
}

const value = v.union([v.string(), v.pipe(v.number(), v.finite()), v.boolean()]);
const definitionRow = v.object({
  name: v.pipe(v.string(), v.transform(comparableName)),
  kind: v.picklist(attributeKinds),
  options: v.optional(v.array(v.string()), []),
  default: v.optional(value),
});

/** The definitions of a category; `problem` says why those of other programs, or damaged ones, are not taken. */
export function readDefinitions(rows: unknown): {
  readonly definitions: readonly CocoAttribute[];
  readonly problem: string | null;
} {
  if (rows === undefined || rows === null) return { definitions: [], problem: null };
  const read = v.safeParse(v.array(definitionRow), rows);
  if (!read.success) return { definitions: [], problem: 'Its attributes are not written as definitions.' };
  const definitions = read.output.map(({ default: defaultValue, ...definition }) => ({
    ...definition,
    defaultValue: defaultValue ?? null,
  }));
  const problem = checkDefinitions(definitions.map((definition) => ({ ...definition, id: definition.name })));
  return problem === null ? { definitions, problem } : { definitions: [], problem };
}

/** The values of an annotation; text without a letter and `null` are what some programs write for unset ones. */
export function readValues(values: unknown): { readonly values: CocoValues; readonly omitted: readonly string[] } {
  if (typeof values !== 'object' || values === null || Array.isArray(values)) return { values: {}, omitted: [] };
  const taken: [string, AttributeValue][] = [];
  const omitted: string[] = [];
  for (const [key, found] of Object.entries(values)) {
    const name = comparableName(key);
    if (name === '' || found === null || found === '') continue;
    const read = v.safeParse(value, found);
    if (read.success) taken.push([name, read.output]);
    else omitted.push(`Its attribute "${name}" is neither text nor a number nor true or false.`);
  }
  return { values: Object.fromEntries(taken), omitted };
}

/** The definition of a name that only annotations know. */
export function inferredAttribute(name: string, values: readonly AttributeValue[]): CocoAttribute {
  const all = (kind: AttributeKind) => values.every((one) => takesValue({ kind, options: [] }, one));
  const kind = (['yesNo', 'number'] as const).find(all) ?? 'text';
  return { name, kind, options: [], defaultValue: null };
}

const fitted: { readonly [K in AttributeKind]: (value: AttributeValue) => AttributeValue | null } = {
  text: String,
  number: (found) => (typeof found === 'string' && found.trim() !== '' ? Number(found) : found),
  choice: String,
  yesNo: (found) => ({ true: true, false: false })[String(found).toLowerCase()] ?? null,
};

/** The value as the definition takes it: programs write numbers and yes or no as text, too. `null`: it does not fit. */
export function fittedValue(definition: CocoAttribute, found: AttributeValue): AttributeValue | null {
  if (takesValue(definition, found)) return found;
  const other = fitted[definition.kind](found);
  return other !== null && takesValue(definition, other) ? other : null;
}

/** The definitions of a label with what a file knows beyond them: other attributes, and other options of a choice. */
export function joinedAttributes<A extends CocoAttribute>(
  known: readonly A[],
  found: readonly CocoAttribute[],
  add: (attribute: CocoAttribute) => A,
): readonly A[] {
  const byName = new Map(found.map((attribute) => [comparableName(attribute.name), attribute]));
  const joined = known.map((attribute) => {
    const name = comparableName(attribute.name);
    const other = byName.get(name);
    byName.delete(name);
    if (attribute.kind !== 'choice' || other?.kind !== 'choice') return attribute;
    const options = other.options.filter((option) => !attribute.options.includes(option));
    return options.length === 0 ? attribute : { ...attribute, options: [...attribute.options, ...options] };
  });
  return [...joined, ...[...byName.values()].map(add)];
}
