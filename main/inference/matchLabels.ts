import type { LabelId, LabelRecord } from '../../app/model/records.ts';
import type { ModelCard } from '../../app/training/modelCard.ts';

/** Which label of the project each class of a model means: the same label, or one of the same name. */
export function matchLabels(
  modelLabels: ModelCard['labels'],
  projectLabels: readonly LabelRecord[],
): { readonly labelOfClass: ReadonlyMap<number, LabelId>; readonly unknown: readonly string[] } {
  const labelOfClass = new Map<number, LabelId>();
  const unknown: string[] = [];
  for (const [index, { id, name }] of modelLabels.entries()) {
    const label = projectLabels.find((known) => known.id === id) ?? projectLabels.find((known) => known.name === name);
    if (label) labelOfClass.set(index + 1, label.id);
    else unknown.push(name);
  }
  return { labelOfClass, unknown };
}
