import type { LabelId, LabelRecord } from './records.ts';

/**
 * Twelve colours that stay apart under the common colour vision deficiencies (Krzywinski, "Designing for Color
 * Blindness", 12-colour palette), in an order that puts the most different ones first.
 */
export const labelColours = [
  '#008df9',
  '#ff6e3a',
  '#00fccf',
  '#ffc33b',
  '#8400cd',
  '#ff5aaf',
  '#009f81',
  '#e20134',
  '#00c2f9',
  '#ffb2fd',
  '#9f0162',
  '#a40122',
] as const;

/** Digits alone: letters belong to the tools. */
const labelHotkeys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'] as const;

/** The first colour that the fewest labels use. */
export function nextLabelColour(labels: readonly Pick<LabelRecord, 'colour'>[]): string {
  const uses = (colour: string) => labels.filter((label) => label.colour.toLowerCase() === colour).length;
  return labelColours.reduce((best, colour) => (uses(colour) < uses(best) ? colour : best), labelColours[0] as string);
}

/** The first free digit; `null` where all are taken. */
export function nextLabelHotkey(labels: readonly Pick<LabelRecord, 'hotkey'>[]): string | null {
  return labelHotkeys.find((key) => labels.every(({ hotkey }) => hotkey !== key)) ?? null;
}

/** A label at the end of the list, with the next free colour and hotkey. */
export function newLabel(id: LabelId, name: string, existing: readonly LabelRecord[]): LabelRecord {
  return {
    id,
    name,
    colour: nextLabelColour(existing),
    hotkey: nextLabelHotkey(existing),
    order: existing.reduce((highest, { order }) => Math.max(highest, order + 1), 0),
    categoryId: null,
    supercategory: null,
    attributes: [],
  };
}
