import * as v from 'valibot';
import type { Refusal } from '../../contract/jobs.ts';
import type { AttributeValue } from '../../model/attributes.ts';
import { type CocoAttribute, inferredAttribute, readDefinitions, readValues } from './cocoAttributes.ts';
import { cocoCategoryRow } from './cocoSchema.ts';

/** A label as a file names it. */
export interface CocoLabel {
  readonly name: string;
  /** Its id, to be written again at export; `null` where it is not a whole number from 1 up. */
  readonly categoryId: number | null;
  readonly supercategory: string | null;
  readonly attributes: readonly CocoAttribute[];
}

interface Category extends CocoLabel {
  readonly id: string;
}

/**
 * The labels of a file, and the label's name of a category id (`null` where the file does not list it). Categories of
 * one name become one label. Roboflow lists its groups as categories too: they are left out while nothing uses them.
 * `changes` gets what is taken otherwise than the file has it.
 */
export function readCategories(
  values: readonly unknown[],
  annotations: readonly unknown[],
  refusals: Refusal[],
  changes: Refusal[],
): { labels: readonly CocoLabel[]; labelOf: (categoryId: string) => string | null } {
  const byId = new Map<string, Category>();
  values.forEach((value, index) => {
    const row = v.safeParse(cocoCategoryRow, value);
    if (!row.success) {
      refusals.push({ item: `category row ${index + 1}`, reason: 'It is not a record with an id and a name.' });
      return;
    }
    const { id } = row.output;
    const name = row.output.name?.trim().normalize('NFC') || `category ${id}`;
    const number = Number(id);
    const earlier = byId.get(id);
    if (earlier) {
      refusals.push({ item: `category ${name}`, reason: `Its id ${id} belongs to "${earlier.name}" already.` });
      return;
    }
    const { definitions, problem } = readDefinitions(row.output.attributes);
    if (problem !== null) changes.push({ item: `category ${name}`, reason: problem });
    byId.set(id, {
      id,
      name,
      categoryId: Number.isSafeInteger(number) && number > 0 ? number : null,
      supercategory: row.output.supercategory?.trim() || null,
      attributes: definitions,
    });
  });
  const categories = [...byId.values()];
  const used = usedCategories(annotations);
  const groups = new Set(categories.map((category) => category.supercategory));
  const byName = new Map<string, CocoLabel>();
  for (const { id, name, categoryId, supercategory, attributes } of categories) {
    const isGroup = groups.has(name) && supercategory !== name && !used.has(id);
    if (isGroup) continue;
    if (byName.has(name)) {
      changes.push({
        item: `category ${id}`,
        reason: `There are several categories "${name}"; they became one label.`,
      });
    } else byName.set(name, { name, categoryId, supercategory, attributes });
  }
  return { labels: [...byName.values()], labelOf: (categoryId) => byId.get(categoryId)?.name ?? null };
}

function usedCategories(annotations: readonly unknown[]): Set<string> {
  const used = new Set<string>();
  for (const row of annotations) {
    if (typeof row === 'object' && row !== null && 'category_id' in row) used.add(String(row.category_id));
  }
  return used;
}

/** The labels with the attributes that only annotations know. */
export function withFoundAttributes(
  labels: readonly CocoLabel[],
  rows: Iterable<{ readonly label: string; readonly row: { readonly attributes?: unknown } }>,
): readonly CocoLabel[] {
  const found = new Map<string, Map<string, AttributeValue[]>>();
  for (const { label, row } of rows) {
    for (const [name, value] of Object.entries(readValues(row.attributes).values)) {
      const ofLabel = found.get(label) ?? new Map<string, AttributeValue[]>();
      found.set(label, ofLabel);
      const values = ofLabel.get(name);
      if (values === undefined) ofLabel.set(name, [value]);
      else values.push(value);
    }
  }
  return labels.map((label) => {
    const known = new Set(label.attributes.map(({ name }) => name));
    const others = [...(found.get(label.name) ?? [])].filter(([name]) => !known.has(name));
    if (others.length === 0) return label;
    const attributes = others.map(([name, values]) => inferredAttribute(name, values));
    return { ...label, attributes: [...label.attributes, ...attributes] };
  });
}
