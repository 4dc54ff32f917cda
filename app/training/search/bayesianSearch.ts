import { normalNumber, randomSource } from '../randomSource.ts';
import { expectedImprovement } from './expectedImprovement.ts';
import { fitKernel } from './fitKernel.ts';
import type { GaussianProcess } from './gaussianProcess.ts';
import {
  isOrdered,
  positionsOf,
  settingsAt,
  settingsKey,
  type SearchDimension,
  type TrialSettings,
} from './searchSpace.ts';
import type { EndedTrial } from './strategies.ts';

type Positions = readonly number[];

const candidates = 600;
const refinedFrom = 5;
const stepsOfRefinement = [0.15, 0.05, 0.02];
const movesPerStep = 12;
/** Of a range. */
const closest = 0.02;
const newestKey = 1;
const designKey = 2;

/**
 * The settings from which most is expected (Snoek, Larochelle and Adams, "Practical Bayesian optimization of machine
 * learning algorithms", 2012): a Gaussian process over the ended trials, expected improvement over its best mean, which a
 * lucky trial does not raise as it would the best score. The first trials are a Latin hypercube (McKay et al., 1979). The
 * process is asked at positions that settings can have (Garrido-Merchán and Hernández-Lobato, 2020).
 */
export function proposeBayesian(
  space: readonly SearchDimension[],
  seed: number,
  ended: readonly EndedTrial[],
): TrialSettings | null {
  const tried = new Set(ended.map(({ settings }) => settingsKey(space, settings)));
  const random = randomSource(seed, newestKey, ended.length);
  const design = latinHypercube(space.length, designSize(space), seed)[ended.length];
  const designed = design && settingsAt(space, design);
  if (designed !== undefined && !tried.has(settingsKey(space, designed))) return designed;

  const known = ended.map(({ settings }) => positionsOf(space, settings));
  const isUntried = (positions: Positions): boolean => !tried.has(settingsKey(space, settingsAt(space, positions)));
  const isNew = (positions: Positions): boolean =>
    isUntried(positions) && known.every((one) => isApart(one, positions));
  const untried = Array.from({ length: candidates }, () =>
    legal(
      space,
      space.map(() => random()),
    ),
  ).filter(isUntried);
  const far = untried.filter(isNew);
  const drawn = far.length > 0 ? far : untried;
  if (drawn.length === 0) return null;
  const worth = worthOf(space, ended, random);
  if (worth === null) return settingsAt(space, drawn[0] ?? []);

  let best = drawn.map((positions) => ({ positions, worth: worth(positions) })).sort((a, b) => b.worth - a.worth);
  for (const step of stepsOfRefinement) {
    const near = best
      .slice(0, refinedFrom)
      .flatMap(({ positions }) =>
        Array.from({ length: movesPerStep }, () => legal(space, moved(space, positions, step, random))),
      );
    const rated = near.filter(isNew).map((positions) => ({ positions, worth: worth(positions) }));
    best = [...best, ...rated].sort((a, b) => b.worth - a.worth).slice(0, candidates);
  }
  return settingsAt(space, best[0]?.positions ?? []);
}

/** Trials before there is enough to learn from. */
function designSize(space: readonly SearchDimension[]): number {
  return Math.max(3, Math.min(8, space.length + 2));
}

/** Each dimension is cut into `count` parts, and every part is taken once. */
function latinHypercube(dimensions: number, count: number, seed: number): readonly Positions[] {
  const random = randomSource(seed, designKey);
  const columns = Array.from({ length: dimensions }, () =>
    Array.from({ length: count }, (_, part) => ({ position: (part + random()) / count, order: random() }))
      .sort((a, b) => a.order - b.order)
      .map(({ position }) => position),
  );
  return Array.from({ length: count }, (_, row) => columns.map((column) => column[row] ?? 0));
}

/** A trial beside one that was made would tell nothing new. */
function isApart(a: Positions, b: Positions): boolean {
  return a.some((position, i) => Math.abs(position - (b[i] ?? 0)) >= closest);
}

function legal(space: readonly SearchDimension[], positions: Positions): Positions {
  return positionsOf(space, settingsAt(space, positions));
}

/** One step away in some dimensions; in those without order, at times another value. */
function moved(space: readonly SearchDimension[], positions: Positions, step: number, random: () => number): Positions {
  return space.map((dimension, i) => {
    const position = positions[i] ?? 0;
    if (!isOrdered(dimension)) return random() < 0.2 ? random() : position;
    return Math.min(1 - 1e-12, Math.max(0, position + step * normalNumber(random)));
  });
}

/** `null` where nothing can be learnt yet: no two scores differ. */
function worthOf(
  space: readonly SearchDimension[],
  ended: readonly EndedTrial[],
  random: () => number,
): ((positions: Positions) => number) | null {
  const scores = ended.flatMap(({ score }) => (score === null ? [] : [score]));
  const worst = Math.min(...scores);
  if (scores.length < 2 || Math.max(...scores) === worst) return null;
  // Where a trial failed, another would.
  const values = standardised(ended.map(({ score }) => score ?? worst));
  const points = ended.map(({ settings }) => positionsOf(space, settings));
  const orders = space.map((dimension) => (isOrdered(dimension) ? 'ordered' : 'unordered'));
  const process = fitKernel(points, values, orders, random);
  return process && improvementOver(points, process);
}

function improvementOver(points: readonly Positions[], process: GaussianProcess): (positions: Positions) => number {
  const best = Math.max(...points.map((point) => process.predict(point).mean));
  return (positions) => {
    const { mean, variance } = process.predict(positions);
    return expectedImprovement(mean, variance, best);
  };
}

/** To mean 0 and variance 1. */
function standardised(values: readonly number[]): readonly number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return values.map((value) => (value - mean) / Math.sqrt(variance));
}
