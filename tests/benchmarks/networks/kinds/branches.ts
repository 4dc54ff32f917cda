import {
  trainableNetwork,
  type NetworkScope,
  type TrainableNetwork,
} from '../../../../workers/architectures/trainableNetwork.ts';
import { elementCount, float32Tensor, int64Tensor } from '../../../../workers/onnx/graph.ts';
import type { Value } from '../../../../workers/onnx/graphBuilder.ts';
import { convolution, head } from '../layers.ts';

/** Takes (N, C, H, W) and gives the same height and width, with as many channels as it likes. */
export type Branch = (scope: NetworkScope, x: Value, name: string) => Value;

const branchWidth = 8;

/** One convolution, then every branch on a convolution of its own; the head sees them all. */
export function branchedNetwork(name: string, branches: Readonly<Record<string, Branch>>): TrainableNetwork {
  return trainableNetwork({
    name,
    channels: 2,
    classes: 3,
    maps: [],
    multipleOf: 12,
    build: (scope, image) => {
      const { builder } = scope;
      const stem = builder.add('Tanh', [convolution(scope, image, branchWidth, 'stem')]);
      const values = Object.entries(branches).map(([kind, branch]) => {
        return branch(scope, convolution(scope, stem, branchWidth, `${kind}.in`), kind);
      });
      return head(scope, builder.add('Concat', values, { axis: 1 }), 3);
    },
  });
}

/** A parameter of normal numbers, scaled so that a product over all but its first axis keeps its size. */
export function learnt({ parameter }: NetworkScope, name: string, shape: readonly number[]): Value {
  const deviation = 1 / Math.sqrt(elementCount(shape.slice(1)));
  return parameter({ name, shape, initialisation: { kind: 'normal', deviation }, decays: shape.length > 1 });
}

export function ones({ parameter }: NetworkScope, name: string, shape: readonly number[]): Value {
  return parameter({ name, shape, initialisation: { kind: 'ones' }, decays: false });
}

export function reshape({ builder }: NetworkScope, x: Value, shape: readonly number[]): Value {
  return builder.add('Reshape', [x, builder.integers(shape)]);
}

export function floats({ builder }: Pick<NetworkScope, 'builder'>, ...values: number[]): Value {
  return builder.constant(float32Tensor([values.length], values));
}

export function integerTable({ builder }: NetworkScope, shape: readonly number[], values: readonly number[]): Value {
  return builder.constant({ ...int64Tensor(values), shape });
}
