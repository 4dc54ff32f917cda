import type { ModelSummary } from '../../app/contract/views.ts';

export const modelSorts = ['newest', 'score', 'size'] as const;
export type ModelSort = (typeof modelSorts)[number];

const compare: { readonly [S in ModelSort]: (a: ModelSummary, b: ModelSummary) => number } = {
  newest: () => 0,
  score: (a, b) => (b.validationDice ?? -1) - (a.validationDice ?? -1),
  size: (a, b) => b.byteSize - a.byteSize,
};

/** A sorted copy; ties are newest first. */
export function sortModels(models: readonly ModelSummary[], sort: ModelSort): readonly ModelSummary[] {
  return models.toSorted((a, b) => compare[sort](a, b) || b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1));
}
