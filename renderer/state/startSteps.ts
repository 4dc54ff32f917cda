/** The whole job, as a newcomer goes through it. */
export const startSteps = ['import', 'label', 'train', 'predict', 'correct', 'export'] as const;
export type StartStep = (typeof startSteps)[number];

/** Fewer labelled images teach a model nothing that it could use elsewhere. */
const fewestLabelledImages = 3;

/** What can be seen of a project at one moment. */
export interface ProjectFacts {
  readonly images: number;
  readonly labelledImages: number;
  readonly models: number;
  readonly suggestions: number;
}

const isVisible: {
  readonly [S in StartStep]: ((facts: ProjectFacts, known: ReadonlySet<StartStep>) => boolean) | null;
} = {
  import: ({ images }) => images > 0,
  label: ({ labelledImages }) => labelledImages >= fewestLabelledImages,
  train: ({ models }) => models > 0,
  // Where every image has objects, nothing is left for a model to label.
  predict: ({ suggestions, models, images, labelledImages }) =>
    suggestions > 0 || (models > 0 && images > 0 && labelledImages >= images),
  // Suggestions that were there are all decided.
  correct: ({ suggestions }, known) => suggestions === 0 && known.has('predict'),
  // An export leaves nothing in the project: only its job tells.
  export: null,
};

/** The steps that are done: those `known` before, for what is used up leaves no trace, and those that `facts` show. */
export function stepsAfter(known: ReadonlySet<StartStep>, facts: ProjectFacts): ReadonlySet<StartStep> {
  const seen = startSteps.filter((step) => !known.has(step) && isVisible[step]?.(facts, known) === true);
  return seen.length === 0 ? known : new Set([...known, ...seen]);
}

/** The first step that is not done; `null` where all are. */
export function nextStep(done: ReadonlySet<StartStep>): StartStep | null {
  return startSteps.find((step) => !done.has(step)) ?? null;
}
