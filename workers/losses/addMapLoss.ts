import type { MapKind } from '../../app/training/separation.ts';
import type { Value } from '../onnx/graphBuilder.ts';
import type { LossInput } from './lossInput.ts';

/** Of `found` and `wanted`, (N, 1, H, W), to one number. */
type MapLoss = (input: LossInput, found: Value, wanted: Value) => Value;

/**
 * Weights of centres and offsets as in Cheng et al., "Panoptic-DeepLab", 2020: 200 for the squared error of the heatmap,
 * 0.01 a pixel for offsets, which count on objects alone. Distances run from 0 to 1.
 */
const mapLosses: { readonly [K in MapKind]: MapLoss } = {
  distance: (input, found, wanted) => scaled(input, 4, meanOver(input, input.counted, squared(input, found, wanted))),
  centre: (input, found, wanted) => scaled(input, 200, meanOver(input, input.counted, squared(input, found, wanted))),
  offsetX: addOffsetLoss,
  offsetY: addOffsetLoss,
};

/** The sum of the losses of all maps. `maps` and `targets` are (N, kinds, H, W). */
export function addMapLoss(input: LossInput, kinds: readonly MapKind[], maps: Value, targets: Value): Value {
  const { builder } = input;
  const planes = (value: Value): readonly Value[] =>
    kinds.length === 1
      ? [value]
      : builder.addMany('Split', [value, builder.integers(kinds.map(() => 1))], kinds.length, { axis: 1 });
  const [found, wanted] = [planes(maps), planes(targets)];
  const parts = kinds.map((kind, i) => mapLosses[kind](input, found[i] ?? '', wanted[i] ?? ''));
  return parts.reduce((sum, part) => builder.add('Add', [sum, part]));
}

function addOffsetLoss(input: LossInput, found: Value, wanted: Value): Value {
  const { builder } = input;
  const size = builder.add('Abs', [builder.add('Sub', [found, wanted])]);
  return scaled(input, 0.01, meanOver(input, input.objects, size));
}

function squared({ builder }: LossInput, found: Value, wanted: Value): Value {
  const difference = builder.add('Sub', [found, wanted]);
  return builder.add('Mul', [difference, difference]);
}

/** sum(counted value) / sum(counted), one number. */
function meanOver(input: LossInput, counted: Value, value: Value): Value {
  const { builder } = input;
  const total = (of: Value): Value => input.sum(of, [0, 1, 2, 3], 0);
  // One more keeps a mean over no pixels defined.
  const count = builder.add('Add', [total(counted), builder.scalar(1)]);
  return builder.add('Div', [total(input.multiply(counted, value)), count]);
}

function scaled({ builder }: LossInput, factor: number, value: Value): Value {
  return builder.add('Mul', [value, builder.scalar(factor)]);
}
