import { int64Tensor } from '../../onnx/graph.ts';
import type { Value } from '../../onnx/graphBuilder.ts';
import type { NetworkScope } from '../trainableNetwork.ts';

/**
 * The shape of `x` as a value: numbers in a training step, whose sizes never change, and asked for at every run in a
 * finished model, which takes images of any size.
 */
export function sizesOf({ builder, phase }: NetworkScope, x: Value): Value {
  const shape = builder.shape(x);
  if (phase === 'training') return builder.integers(shape);
  const sizes = builder.add('Shape', [x]);
  builder.know(sizes, int64Tensor(shape));
  return sizes;
}

/** (samples, channels) of `x` and (rows, columns) of `like`, in the same way. */
export function sizesLike({ builder, phase }: NetworkScope, x: Value, like: Value): Value {
  const sizes = [...builder.shape(x).slice(0, 2), ...builder.shape(like).slice(2)];
  if (phase === 'training') return builder.integers(sizes);
  const parts = [builder.add('Shape', [x], { start: 0, end: 2 }), builder.add('Shape', [like], { start: 2, end: 4 })];
  const joined = builder.add('Concat', parts, { axis: 0 });
  builder.know(joined, int64Tensor(sizes));
  return joined;
}
