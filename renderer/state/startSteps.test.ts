import { expect, test } from 'vitest';
import { nextStep, stepsAfter, type ProjectFacts, type StartStep } from './startSteps.ts';

const empty: ProjectFacts = { images: 0, labelledImages: 0, models: 0, suggestions: 0 };

/** The steps that are done after the project went through `moments`. */
function after(...moments: readonly Partial<ProjectFacts>[]): readonly StartStep[] {
  const none: ReadonlySet<StartStep> = new Set();
  return [...moments.reduce((known, moment) => stepsAfter(known, { ...empty, ...moment }), none)];
}

test('steps are done as the project shows them', () => {
  expect(after({})).toEqual([]);
  expect(after({ images: 9, labelledImages: 2 })).toEqual(['import']);
  expect(after({ images: 9, labelledImages: 3, models: 1 })).toEqual(['import', 'label', 'train']);
});

test('suggestions are corrected once those that were there are decided', () => {
  expect(after({ suggestions: 0 }, { suggestions: 4 })).toEqual(['predict']);
  expect(after({ suggestions: 4 }, { suggestions: 1 }, { suggestions: 0 })).toEqual(['predict', 'correct']);
  expect(after({ suggestions: 4 }, {}, { models: 1 })).toEqual(['predict', 'correct', 'train']);
});

test('a project in which a model and everything else is labelled has only its export to do', () => {
  const whole = { images: 9, labelledImages: 9, models: 1 };
  expect(after(whole, whole)).toEqual(['import', 'label', 'train', 'predict', 'correct']);
  expect(after({ ...whole, models: 0 })).toEqual(['import', 'label']);
});

test('what stays the same is the same set, and the next step is the first that is open', () => {
  const done: ReadonlySet<StartStep> = new Set(['import', 'train']);
  expect(stepsAfter(done, { ...empty, images: 2, models: 1 })).toBe(done);
  expect(nextStep(done)).toBe('label');
  expect(nextStep(new Set(['import', 'label', 'train', 'predict', 'correct', 'export']))).toBeNull();
});
