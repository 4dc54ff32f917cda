import { labels } from '../../../state/labels.svelte.ts';

export interface NamedLabel {
  readonly id: string;
  readonly name: string;
  readonly colour: string;
}

/** Labels of a report as the project calls them now; `names` in the order of the model, for those it no longer has. */
export function namedLabels(labelIds: readonly string[], names: readonly string[]): NamedLabel[] {
  return labelIds.map((id, index) => {
    const label = labels.get(id);
    return { id, name: label?.name ?? names[index] ?? id, colour: label?.colour ?? 'transparent' };
  });
}
