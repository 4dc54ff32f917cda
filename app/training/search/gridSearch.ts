import { AppError } from '../../contract/errors.ts';
import { randomSource } from '../randomSource.ts';
import { settingsAt, type SearchDimension, type TrialSettings } from './searchSpace.ts';
import type { EndedTrial } from './strategies.ts';

const mostCells = 10_000;

/** How many trials the whole grid has. Throws INVALID_INPUT where nobody could wait for it. */
export function gridSize(space: readonly SearchDimension[]): number {
  const size = space.reduce((product, dimension) => product * countOf(dimension), 1);
  if (size > mostCells) {
    throw new AppError(
      'INVALID_INPUT',
      `This grid has ${size} trials, more than ${mostCells}; take fewer values, or a random or Bayesian search.`,
    );
  }
  return size;
}

/** The cells of the grid in an order of chance, so that a search that ends early has seen all of its parts. */
export function proposeFromGrid(
  space: readonly SearchDimension[],
  seed: number,
  ended: readonly EndedTrial[],
): TrialSettings | null {
  const cell = shuffled(gridSize(space), seed)[ended.length];
  if (cell === undefined) return null;
  let rest = cell;
  const positions = space.map((dimension) => {
    const count = countOf(dimension);
    const index = rest % count;
    rest = Math.floor(rest / count);
    return dimension.kind === 'range' ? index / (count - 1) : (index + 0.5) / count;
  });
  return settingsAt(space, positions);
}

/** A range of whole numbers has no more cells than numbers. */
function countOf(dimension: SearchDimension): number {
  if (dimension.kind === 'values') return dimension.values.length;
  const { from, to, whole, points } = dimension;
  return whole ? Math.min(points, to - from + 1) : points;
}

/** 0 to `count - 1` (Fisher and Yates). */
function shuffled(count: number, seed: number): number[] {
  const random = randomSource(seed);
  const order = Array.from({ length: count }, (_, i) => i);
  for (let last = count - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [order[last], order[other]] = [order[other] ?? 0, order[last] ?? 0];
  }
  return order;
}
