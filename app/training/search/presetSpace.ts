import type { ConfigField } from '../configField.ts';
import { trainConfigFields, type TrainConfigKey } from '../trainConfig.ts';
import type { SettingValue } from './searchSpace.ts';

/** What a search is offered to try of one setting, until a person says otherwise. */
export type PresetDimension =
  { readonly from: number; readonly to: number; readonly scale: 'linear' | 'log' } | readonly SettingValue[];

/** What is most often worth varying, the most telling first. */
export const usuallyVaried: readonly TrainConfigKey[] = [
  ...(['learningRate', 'width', 'depth', 'optimiser', 'weightDecay', 'batchSize', 'schedule'] as const),
];

const known: Partial<Record<TrainConfigKey, PresetDimension>> = {
  learningRate: { from: 0.0003, to: 0.03, scale: 'log' },
  weightDecay: { from: 0.0001, to: 0.1, scale: 'log' },
  width: [8, 16, 32],
  depth: [2, 3, 4],
  batchSize: [2, 4, 8],
  averageDecay: [0, 0.9, 0.99],
  patchSize: [96, 128, 192],
};

/** A range or list around what the plan has, inside what the setting takes. */
export function presetDimension(key: TrainConfigKey, planned: unknown): PresetDimension {
  const preset = known[key];
  if (preset !== undefined) return preset;
  const field: ConfigField = trainConfigFields[key];
  if (field.kind === 'boolean') return [true, false];
  if (field.kind === 'choice') return field.options;
  if (!('minimum' in field)) return [];
  const centre = typeof planned === 'number' ? planned : (field.default ?? field.minimum);
  if (centre <= 0) return { from: field.minimum, to: Math.min(field.maximum, field.minimum + 1), scale: 'linear' };
  const from = Math.max(field.minimum, centre / 2);
  const to = Math.min(field.maximum, centre * 2);
  const whole = field.kind === 'integer' || field.kind === 'optionalInteger';
  return whole ? { from: Math.ceil(from), to: Math.floor(to), scale: 'linear' } : { from, to, scale: 'linear' };
}
