import type { TrainConfig } from '../../../app/training/trainConfig.ts';
import { groupNormalization } from '../../onnx/compositions.ts';
import type { Value } from '../../onnx/graphBuilder.ts';
import type { NetworkScope } from '../trainableNetwork.ts';
import { batchNormalisation } from './batchNormalisation.ts';
import { sizesOf } from './sizes.ts';

export type Normalisation = TrainConfig['normalisation'];
type Kind = Exclude<Normalisation, 'none'>;

/** Of so many, groups hold enough numbers on a map of a few pixels, and still tell channels apart. */
const mostGroups = 8;

/**
 * `x` (N, C, H, W) normalised by each plane (Ulyanov, Vedaldi and Lempitsky, "Instance normalization", 2016), by groups
 * of channels (Wu and He, "Group normalization", 2018) or by the batch, then scaled and shifted by one number a channel.
 * The tensors are `name.bias` and `name.scale`, by the batch those of `batchNormalisation` under `name.norm`.
 */
export function normalise(scope: NetworkScope, x: Value, name: string, kind: Kind): Value {
  return normalisations[kind](scope, x, name);
}

/** The same for the sum of several convolutions, which is only shifted where nothing normalises it. */
export function normaliseOrShift(scope: NetworkScope, x: Value, name: string, normalisation: Normalisation): Value {
  if (normalisation !== 'none') return normalise(scope, x, name, normalisation);
  const { builder } = scope;
  const bias = addBias(scope, name, channelsOf(scope, x));
  return builder.add('Add', [x, builder.add('Reshape', [bias, builder.integers([1, -1, 1, 1])])]);
}

const normalisations: { readonly [K in Kind]: (scope: NetworkScope, x: Value, name: string) => Value } = {
  instance: (scope, x, name) => {
    const [bias, scale] = shiftAndScale(scope, x, name);
    return scope.builder.add('InstanceNormalization', [x, scale, bias], { epsilon: 1e-5 });
  },
  batch: (scope, x, name) => batchNormalisation(scope, x, `${name}.norm`),
  group: (scope, x, name) => {
    const [bias, scale] = shiftAndScale(scope, x, name);
    const groups = greatestDivisor(channelsOf(scope, x), mostGroups);
    return groupNormalization(scope.builder, x, scale, bias, groups, 1e-5, sizesOf(scope, x));
  },
};

function shiftAndScale(scope: NetworkScope, x: Value, name: string): [bias: Value, scale: Value] {
  const channels = channelsOf(scope, x);
  const bias = addBias(scope, name, channels);
  const initialisation = { kind: 'ones' } as const;
  return [bias, scope.parameter({ name: `${name}.scale`, shape: [channels], initialisation, decays: false })];
}

export function addBias({ parameter }: NetworkScope, name: string, channels: number): Value {
  return parameter({ name: `${name}.bias`, shape: [channels], initialisation: { kind: 'zeros' }, decays: false });
}

function channelsOf({ builder }: NetworkScope, x: Value): number {
  return builder.shape(x)[1] ?? 0;
}

/** The greatest number up to `most` that divides `value` into parts of more than one, as long as there is any. */
function greatestDivisor(value: number, most: number): number {
  const divisors = Array.from({ length: most }, (_, i) => most - i).filter((count) => value % count === 0);
  return divisors.find((count) => value / count > 1) ?? 1;
}
