import type { Search, SearchTrial } from '../../../../app/contract/searchViews.ts';
import {
  parseSearchSpace,
  positionOf,
  valueAt,
  type SearchDimension,
  type SettingValue,
} from '../../../../app/training/search/searchSpace.ts';

/** One upright line of the plot; positions are 0-1 from its lower end. */
export interface Axis {
  /** A setting, or the score. */
  readonly key: string;
  readonly ticks: readonly { readonly position: number; readonly value: SettingValue }[];
  /** `null` where a trial has no place on it. */
  positionOf(trial: SearchTrial): number | null;
}

/** Per axis key the part that trials must lie in. */
export type Brushes = ReadonlyMap<string, readonly [low: number, high: number]>;

export const scoreKey = 'score';

/** The axes of the varied settings and, last, of the score from the worst to the best. */
export function parallelAxes(search: Search): readonly Axis[] {
  return [...parseSearchSpace(search.space).map(settingAxis), scoreAxis(search.trials)];
}

function settingAxis(dimension: SearchDimension): Axis {
  const { key } = dimension;
  const values =
    dimension.kind === 'values' ? dimension.values : [0, 0.5, 1].map((position) => valueAt(dimension, position));
  return {
    key,
    ticks: values.map((value) => ({ position: positionOf(dimension, value), value })),
    positionOf: ({ settings }) => positionOf(dimension, settings[key] ?? null),
  };
}

function scoreAxis(trials: readonly SearchTrial[]): Axis {
  const scores = trials.flatMap(({ score }) => (score === null ? [] : [score]));
  const [low, high] = scores.length === 0 ? [0, 1] : [Math.min(...scores), Math.max(...scores)];
  const place = (score: number): number => (high > low ? (score - low) / (high - low) : 1);
  const ticks = high > low ? [0, 0.5, 1] : [1];
  return {
    key: scoreKey,
    ticks: ticks.map((position) => ({ position, value: low + (high - low) * position })),
    positionOf: ({ score }) => (score === null ? null : place(score)),
  };
}

export function isInside(trial: SearchTrial, axes: readonly Axis[], brushes: Brushes): boolean {
  return axes.every((axis) => {
    const brush = brushes.get(axis.key);
    if (brush === undefined) return true;
    const position = axis.positionOf(trial);
    return position !== null && position >= brush[0] && position <= brush[1];
  });
}
