import { AppError } from '../../contract/errors.ts';
import type { ConfigField } from '../configField.ts';
import { weightKeys } from '../plan/goingOn.ts';
import { fieldProblem, trainConfigFields, type TrainConfigKey } from '../trainConfig.ts';

export type SettingValue = string | number | boolean | null;
export type TrialSettings = Readonly<Record<string, SettingValue>>;

/** The values of one setting that a search may try. */
export type SearchDimension = RangeDimension | ValuesDimension;
export interface RangeDimension {
  readonly kind: 'range';
  readonly key: TrainConfigKey;
  readonly from: number;
  readonly to: number;
  /** `log`: half of the tries lie below the geometric mean of both ends. */
  readonly scale: 'linear' | 'log';
  readonly whole: boolean;
  /** How many values of the range a grid has, ends included. */
  readonly points: number;
}
export interface ValuesDimension {
  readonly kind: 'values';
  readonly key: TrainConfigKey;
  readonly values: readonly SettingValue[];
}

/** As a person writes it and a file holds it: `{ "learningRate": { "from": 1e-4, "to": 1e-2, "scale": "log" }, "width": [16, 32] }`. */
export type DescribedSpace = Readonly<Record<string, unknown>>;

/** What a search decides itself for all trials alike, or what says nothing of how good a model becomes. */
const heldFixed: ReadonlySet<string> = new Set<TrainConfigKey>([
  ...(['minutes', 'steps', 'seed', 'device', 'threads', 'cacheMegabytes', 'checkpointEverySeconds'] as const),
  ...(['validateEverySteps', 'cut', 'separation', 'batchParts'] as const),
]);

const mostDimensions = 12;
const mostValues = 50;
const gridPoints = 3;

export function isSearchable(key: TrainConfigKey): boolean {
  const field: ConfigField = trainConfigFields[key];
  return !heldFixed.has(key) && field.kind !== 'path';
}

/** Throws `INVALID_INPUT` naming the setting for one that a search cannot vary or a value that does not fit it. */
export function parseSearchSpace(described: unknown): readonly SearchDimension[] {
  if (typeof described !== 'object' || described === null || Array.isArray(described)) {
    throw new AppError('INVALID_INPUT', 'What a search varies must be a JSON object of settings.');
  }
  const entries = Object.entries(described);
  if (entries.length === 0) throw new AppError('INVALID_INPUT', 'A search needs at least one setting to vary.');
  if (entries.length > mostDimensions) {
    throw new AppError('INVALID_INPUT', `A search varies at most ${mostDimensions} settings, not ${entries.length}.`);
  }
  return entries.map(([key, values]) => {
    if (!Object.hasOwn(trainConfigFields, key)) {
      throw new AppError('INVALID_INPUT', `The training setting "${key}" does not exist.`);
    }
    const known = key as TrainConfigKey;
    if (!isSearchable(known)) throw unfit(key, 'cannot be varied: it is the same for all trials of a search');
    return Array.isArray(values) ? valuesOf(known, values) : rangeOf(known, values);
  });
}

function valuesOf(key: TrainConfigKey, values: readonly unknown[]): ValuesDimension {
  const distinct = [...new Set(values)];
  if (distinct.length < 2 || distinct.length !== values.length || values.length > mostValues) {
    throw unfit(key, `needs 2 to ${mostValues} different values to choose from`);
  }
  for (const value of distinct) requireFit(key, value);
  return { kind: 'values', key, values: distinct as SettingValue[] };
}

function rangeOf(key: TrainConfigKey, range: unknown): RangeDimension {
  const field: ConfigField = trainConfigFields[key];
  if (!('minimum' in field)) throw unfit(key, 'has no range; give a list of values to choose from');
  if (typeof range !== 'object' || range === null) {
    throw unfit(key, 'needs a list of values, or a range such as { "from": 1, "to": 2 }');
  }
  const { from, to, scale = 'linear', points = gridPoints, ...others } = range as Record<string, unknown>;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) throw unfit(key, `has a range with the unknown part "${unknown}"`);
  for (const end of [from, to]) {
    if (typeof end !== 'number') throw unfit(key, 'needs the numbers "from" and "to" of its range');
    requireFit(key, end);
  }
  const [low, high] = [Number(from), Number(to)];
  if (low >= high) throw unfit(key, 'needs a range whose "from" is below its "to"');
  if (scale !== 'linear' && scale !== 'log') throw unfit(key, 'needs a scale that is "linear" or "log"');
  if (scale === 'log' && low <= 0) throw unfit(key, 'needs a range above 0 for the scale "log"');
  if (typeof points !== 'number' || !Number.isInteger(points) || points < 2 || points > mostValues) {
    throw unfit(key, `needs 2 to ${mostValues} points for a grid`);
  }
  const whole = field.kind === 'integer' || field.kind === 'optionalInteger';
  return { kind: 'range', key, from: low, to: high, scale, whole, points };
}

function requireFit(key: TrainConfigKey, value: unknown): void {
  const problem = fieldProblem(trainConfigFields[key], value);
  if (problem !== null) throw unfit(key, problem);
}

function unfit(key: string, problem: string): AppError {
  return new AppError('INVALID_INPUT', `The training setting "${key}" ${problem}.`);
}

/** The value at `position`, 0-1, of a dimension. What differs less than a thousandth of a range is one value. */
export function valueAt(dimension: SearchDimension, position: number): SettingValue {
  if (dimension.kind === 'values') {
    const { values } = dimension;
    return values[Math.min(values.length - 1, Math.floor(position * values.length))] ?? null;
  }
  const { from, to, scale, whole } = dimension;
  const value = scale === 'log' ? from * (to / from) ** position : from + (to - from) * position;
  const rounded = whole ? Math.round(value) : roundTo(value, scale === 'log' ? value : to - from);
  return Math.min(to, Math.max(from, rounded));
}

/** To three digits of `size`. */
function roundTo(value: number, size: number): number {
  const digits = 2 - Math.floor(Math.log10(size));
  return digits > 15 || digits < 0 ? Number(value.toPrecision(15)) : Number(value.toFixed(digits));
}

/** Where `value` lies in its dimension, 0-1; of listed values the middle of its part. */
export function positionOf(dimension: SearchDimension, value: SettingValue): number {
  if (dimension.kind === 'values') return (dimension.values.indexOf(value) + 0.5) / dimension.values.length;
  const { from, to, scale } = dimension;
  const number = Number(value);
  return scale === 'log' ? Math.log(number / from) / Math.log(to / from) : (number - from) / (to - from);
}

/** Whether neighbouring positions are alike: ranges and lists of numbers are in order, names are not. */
export function isOrdered(dimension: SearchDimension): boolean {
  return dimension.kind === 'range' || dimension.values.every((value) => typeof value === 'number');
}

export function settingsAt(space: readonly SearchDimension[], positions: readonly number[]): TrialSettings {
  return Object.fromEntries(space.map((dimension, i) => [dimension.key, valueAt(dimension, positions[i] ?? 0)]));
}

export function positionsOf(space: readonly SearchDimension[], settings: TrialSettings): readonly number[] {
  return space.map((dimension) => positionOf(dimension, settings[dimension.key] ?? null));
}

/** Two settings with the same key are the same trial. */
export function settingsKey(space: readonly SearchDimension[], settings: TrialSettings): string {
  return JSON.stringify(space.map(({ key }) => settings[key]));
}

/** Whether trials have different networks, so that the weights of an earlier model would help some and not others. */
export function changesNetwork(space: readonly SearchDimension[]): boolean {
  return space.some(({ key }) => weightKeys.some((weightKey) => weightKey === key));
}
