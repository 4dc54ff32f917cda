import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AppError } from '../../contract/errors.ts';
import { hasTimeLeft, searchBudget } from './searchBudget.ts';
import { isHopeless, type TrialPoint } from './medianRule.ts';
import { parseSearchSpace, positionOf, valueAt } from './searchSpace.ts';

test.each([
  [[], 'must be a JSON object'],
  [{}, 'at least one setting'],
  [{ nothing: [1, 2] }, '"nothing" does not exist'],
  [{ minutes: [1, 2] }, '"minutes" cannot be varied'],
  [{ weightsFile: ['/etc/passwd', '/etc/shadow'] }, '"weightsFile" cannot be varied'],
  [{ width: [16] }, 'needs 2 to 50 different values'],
  [{ width: [16, 16] }, 'needs 2 to 50 different values'],
  [{ width: [16, 1e9] }, 'must be a whole number'],
  [{ optimiser: { from: 0, to: 1 } }, 'has no range'],
  [{ optimiser: ['adam', 'magic'] }, 'must be one of'],
  [{ learningRate: 0.1 }, 'needs a list of values, or a range'],
  [{ learningRate: { from: 0.1 } }, 'needs the numbers "from" and "to"'],
  [{ learningRate: { from: 0.1, to: 0.1 } }, 'whose "from" is below its "to"'],
  [{ learningRate: { from: 0.1, to: Infinity } }, 'must be a number'],
  [{ weightDecay: { from: 0, to: 0.1, scale: 'log' } }, 'above 0 for the scale "log"'],
  [{ weightDecay: { from: 0, to: 0.1, scale: 'square' } }, '"linear" or "log"'],
  [{ weightDecay: { from: 0, to: 0.1, points: 1e9 } }, '2 to 50 points'],
  [{ weightDecay: { from: 0, to: 0.1, step: 1 } }, 'unknown part "step"'],
])('%j is refused: %s', (described, sentence) => {
  expect(() => parseSearchSpace(described)).toThrow(sentence);
  expect(() => parseSearchSpace(described)).toThrow(AppError);
});

test('values are round and lie where they came from', () => {
  const [rate, width, optimiser] = parseSearchSpace({
    learningRate: { from: 1e-4, to: 1e-2, scale: 'log' },
    width: { from: 8, to: 64, scale: 'log' },
    optimiser: ['adamW', 'adam', 'sgd'],
  });
  if (!rate || !width || !optimiser) throw new Error('three dimensions were described');
  expect([0, 0.5, 0.61, 1].map((position) => valueAt(rate, position))).toEqual([1e-4, 1e-3, 0.00166, 1e-2]);
  expect([0, 1 / 3, 1].map((position) => valueAt(width, position))).toEqual([8, 16, 64]);
  expect([0, 0.5, 0.999].map((position) => valueAt(optimiser, position))).toEqual(['adamW', 'adam', 'sgd']);
  fc.assert(
    fc.property(fc.double({ min: 0, max: 0.999999, noNaN: true }), (position) => {
      for (const dimension of [rate, width, optimiser]) {
        const value = valueAt(dimension, position);
        expect(valueAt(dimension, positionOf(dimension, value))).toBe(value);
      }
    }),
  );
});

const rising = (last: number): TrialPoint[] => [0.25, 0.5, 0.75, 1].map((share) => ({ share, score: share * last }));

test('a trial is hopeless that is below the median of the averages of finished ones, and not before there are three', () => {
  const finished = [rising(0.4), rising(0.8), rising(0.9)];
  // Averages up to the half: 0.15, 0.3 and 0.3375.
  const at = (score: number): TrialPoint[] => [
    { share: 0.25, score: 0.01 },
    { share: 0.5, score },
  ];
  expect([isHopeless(at(0.29), finished), isHopeless(at(0.31), finished)]).toEqual([true, false]);
  expect(isHopeless(at(0.29), finished.slice(1))).toBe(false);
  expect(isHopeless([{ share: 0.2, score: 0 }], finished)).toBe(false);
  // What it had before counts: noise alone does not end a trial.
  expect(
    isHopeless(
      [
        { share: 0.25, score: 0.5 },
        { share: 0.5, score: 0.1 },
      ],
      finished,
    ),
  ).toBe(false);
});

test('a budget says how long a trial takes', () => {
  const open = { trials: null, minutes: null, trialMinutes: null, trialSteps: null };
  expect(() => searchBudget(open)).toThrow('needs an end');
  expect(() => searchBudget({ ...open, trials: 3, trialMinutes: 1, trialSteps: 9 })).toThrow('not both');
  expect(searchBudget({ ...open, trials: 10, minutes: 20 }).trialMinutes).toBe(2);
  expect(searchBudget({ ...open, minutes: 24 })).toEqual({ ...open, minutes: 24, trialMinutes: 2 });
  expect(searchBudget({ ...open, trials: 4, trialSteps: 50 })).toEqual({ ...open, trials: 4, trialSteps: 50 });
});

test('a trial is begun where half of it fits', () => {
  const budget = searchBudget({ trials: 5, minutes: 10, trialMinutes: null, trialSteps: null });
  expect(hasTimeLeft(budget, 0, 0)).toBe(true);
  expect(hasTimeLeft(budget, 5, 1)).toBe(false);
  // Four trials of 2.2 or 2.3 minutes: half of a fifth fits into ten or not.
  expect([8.8, 9.2].map((minutes) => hasTimeLeft(budget, 4, minutes * 60_000))).toEqual([true, false]);
});
