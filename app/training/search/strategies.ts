import { randomSource } from '../randomSource.ts';
import { proposeBayesian } from './bayesianSearch.ts';
import { proposeFromGrid } from './gridSearch.ts';
import { settingsAt, settingsKey, type SearchDimension, type TrialSettings } from './searchSpace.ts';

export const searchStrategies = ['grid', 'random', 'bayesian'] as const;
export type SearchStrategy = (typeof searchStrategies)[number];

/** A trial that has ended. */
export interface EndedTrial {
  readonly settings: TrialSettings;
  /** Larger is better; what a pruned one had reached; `null` where it failed. */
  readonly score: number | null;
}

/**
 * The settings of the next trial, or `null` where there is nothing left to try. The same space, seed and trials give the
 * same settings, so that a search that was killed goes on as if it had not been.
 */
export type ProposeSettings = (
  space: readonly SearchDimension[],
  seed: number,
  ended: readonly EndedTrial[],
) => TrialSettings | null;

const proposals: { readonly [S in SearchStrategy]: ProposeSettings } = {
  grid: proposeFromGrid,
  random: proposeAtRandom,
  bayesian: proposeBayesian,
};

export function proposeSettings(
  strategy: SearchStrategy,
  ...[space, seed, ended]: Parameters<ProposeSettings>
): TrialSettings | null {
  return proposals[strategy](space, seed, ended);
}

const attempts = 200;

/** Settings that were not tried, each dimension for itself (Bergstra and Bengio, "Random search", 2012). */
function proposeAtRandom(
  space: readonly SearchDimension[],
  seed: number,
  ended: readonly EndedTrial[],
): TrialSettings | null {
  const tried = new Set(ended.map(({ settings }) => settingsKey(space, settings)));
  const random = randomSource(seed, ended.length);
  for (let attempt = 0; attempt < attempts; attempt++) {
    const positions = space.map(() => random());
    const settings = settingsAt(space, positions);
    if (!tried.has(settingsKey(space, settings))) return settings;
  }
  return null;
}
