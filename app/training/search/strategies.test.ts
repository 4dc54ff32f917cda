import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normalNumber, randomSource } from '../randomSource.ts';
import { parseSearchSpace, settingsKey, type TrialSettings } from './searchSpace.ts';
import { proposeSettings, searchStrategies, type EndedTrial, type SearchStrategy } from './strategies.ts';

type Objective = (settings: TrialSettings, noise: () => number) => number;

/** The best of `trials` trials, judged without noise. */
function search(
  strategy: SearchStrategy,
  { space, objective }: (typeof tasks)[number],
  seed: number,
  trials: number,
): number {
  const ended: EndedTrial[] = [];
  const random = randomSource(seed, 99);
  const dimensions = parseSearchSpace(space);
  for (let trial = 0; trial < trials; trial++) {
    const settings = proposeSettings(strategy, dimensions, seed, ended);
    if (settings === null) break;
    ended.push({ settings, score: objective(settings, () => normalNumber(random)) });
  }
  const best = ended.reduce((a, b) => ((b.score ?? 0) > (a.score ?? 0) ? b : a));
  return objective(best.settings, () => 0);
}

const tasks: readonly {
  readonly name: string;
  readonly space: Record<string, unknown>;
  readonly objective: Objective;
}[] = [
  {
    /** Its three minima have the value 0.397887 (Branin, 1972); here the negative of it. */
    name: 'Branin',
    space: { brightnessRange: { from: 0, to: 1 }, noiseLevel: { from: 0, to: 1 } },
    objective: ({ brightnessRange, noiseLevel }) => {
      const [x, y] = [Number(brightnessRange) * 15 - 5, Number(noiseLevel) * 15];
      const bend = y - (5.1 / (4 * Math.PI ** 2)) * x ** 2 + (5 / Math.PI) * x - 6;
      return -(bend ** 2 + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10);
    },
  },
  {
    name: 'a noisy quadratic',
    space: {
      brightnessRange: { from: 0, to: 1 },
      contrastRange: { from: 0, to: 0.9 },
      noiseLevel: { from: 0, to: 2 },
    },
    objective: ({ brightnessRange, contrastRange, noiseLevel }, noise) =>
      -((Number(brightnessRange) - 0.7) ** 2) -
      (Number(contrastRange) - 0.3) ** 2 -
      (Number(noiseLevel) / 2 - 0.4) ** 2 +
      0.02 * noise(),
  },
  {
    name: 'names, numbers and a logarithm',
    space: {
      learningRate: { from: 1e-5, to: 1, scale: 'log' },
      optimiser: ['adamW', 'adam', 'sgd'],
      width: [8, 16, 32, 64],
      flips: [true, false],
    },
    objective: ({ learningRate, optimiser, width, flips }, noise) => {
      const wanted = optimiser === 'sgd' ? -1 : -2.5;
      const rate = Math.exp(-(((Math.log10(Number(learningRate)) - wanted) / 0.7) ** 2));
      const size = Number(width) / 640;
      return 0.8 * rate + size + (flips === true ? 0.05 : 0) + (optimiser === 'sgd' ? 0 : 0.05) + 0.01 * noise();
    },
  },
];

test.each(tasks)('on $name the Bayesian search finds better settings than chance in as many trials', (task) => {
  const seeds = Array.from({ length: 12 }, (_, seed) => seed);
  const mean = (strategy: SearchStrategy): number =>
    seeds.reduce((sum, seed) => sum + search(strategy, task, seed, 20), 0) / seeds.length;
  const [bayesian, random] = [mean('bayesian'), mean('random')];
  expect(bayesian).toBeGreaterThan(random);
});

test('a grid has every cell once, in an order of the seed', () => {
  const space = parseSearchSpace({
    learningRate: { from: 1e-4, to: 1e-2, scale: 'log' },
    depth: { from: 2, to: 3, points: 5 },
    flips: [true, false],
  });
  const all = (seed: number): TrialSettings[] => {
    const ended: EndedTrial[] = [];
    for (;;) {
      const settings = proposeSettings('grid', space, seed, ended);
      if (settings === null) return ended.map((trial) => trial.settings);
      ended.push({ settings, score: 0 });
    }
  };
  const cells = all(1);
  const rates = new Set(cells.map(({ learningRate }) => learningRate));
  expect([rates, cells.length]).toEqual([new Set([0.0001, 0.001, 0.01]), 12]);
  expect(new Set(cells.map((cell) => settingsKey(space, cell))).size).toBe(12);
  expect(all(2)).not.toEqual(cells);
  expect(new Set(all(2).map((cell) => settingsKey(space, cell)))).toEqual(
    new Set(cells.map((cell) => settingsKey(space, cell))),
  );
});

test.each(searchStrategies)('a %s search over few values tries each once and ends', (strategy) => {
  const space = parseSearchSpace({ optimiser: ['adam', 'sgd'], depth: { from: 1, to: 3 } });
  const ended: EndedTrial[] = [];
  for (let trial = 0; trial < 7; trial++) {
    const settings = proposeSettings(strategy, space, 3, ended);
    if (settings === null) break;
    ended.push({ settings, score: trial % 2 === 0 ? null : trial });
  }
  expect(new Set(ended.map(({ settings }) => settingsKey(space, settings))).size).toBe(6);
  expect(ended.length).toBe(6);
});

test.each(searchStrategies)('the same seed and trials give the same %s proposal, inside the space', (strategy) => {
  const space = parseSearchSpace({
    learningRate: { from: 1e-4, to: 1e-2, scale: 'log' },
    patchSize: { from: 33, to: 97 },
    optimiser: ['adamW', 'sgd'],
  });
  const scores = fc.array(fc.option(fc.double({ min: 0, max: 1, noNaN: true })), { maxLength: 12 });
  fc.assert(
    fc.property(fc.nat(), scores, (seed, given) => {
      const ended: EndedTrial[] = [];
      for (const score of given) {
        const settings = proposeSettings(strategy, space, seed, ended);
        if (settings === null) break;
        expect(proposeSettings(strategy, space, seed, [...ended])).toEqual(settings);
        const { learningRate, patchSize } = settings;
        expect(Number(learningRate)).toBeGreaterThanOrEqual(1e-4);
        expect(Number(learningRate)).toBeLessThanOrEqual(1e-2);
        expect(Number.isInteger(patchSize) && Number(patchSize) >= 33 && Number(patchSize) <= 97).toBe(true);
        expect(['adamW', 'sgd']).toContain(settings.optimiser);
        ended.push({ settings, score });
      }
    }),
    { numRuns: 15 },
  );
});
