import type { Value } from '../onnx/graphBuilder.ts';
import type { RuleContext } from './gradientRules.ts';

/**
 * dx = g at the place of each window's maximum, 0 elsewhere. On the processor the pooling itself tells that place; the
 * WebGPU provider has no such output, so there the places are found by comparison. Both take the first of equal maxima.
 */
export function maxPoolGradient(context: RuleContext<'MaxPool'>): readonly (Value | null)[] {
  const { builder, inputs, outputs, attributes, gradient, device } = context;
  if (device !== 'cpu') return [compareWithMaximum(context)];
  const [, places = ''] = builder.extendOutputs(outputs[0] ?? '', 2);
  const shape = builder.integers(builder.shape(inputs[0] ?? ''));
  return [builder.add<'MaxUnpool'>('MaxUnpool', [gradient, places, shape], attributes)];
}

function compareWithMaximum({ builder, inputs, outputs, attributes, gradient }: RuleContext<'MaxPool'>): Value {
  const [x = ''] = inputs;
  const [y = ''] = outputs;
  const [block = 0, ...others] = [...(attributes.kernel_shape ?? []), ...(attributes.strides ?? [])];
  const [, , height = 0, width = 0] = builder.shape(x);
  if (others.some((size) => size !== block) || height % block !== 0 || width % block !== 0) {
    throw new TypeError('On this device MaxPool has a gradient only for square windows that tile the image.');
  }
  const [ends, axes] = [builder.integers([height, width]), builder.integers([2, 3])];
  const steps = builder.integers([block, block]);
  const one = builder.scalar(1);
  let free: Value | null = null;
  const parts: Value[] = [];
  for (let place = 0; place < block * block; place++) {
    const starts = builder.integers([Math.floor(place / block), place % block]);
    const candidate = builder.add('Slice', [x, starts, ends, axes, steps]);
    const equal = builder.add('Cast', [builder.add('Equal', [candidate, y])], { to: 1 });
    const chosen: Value = free === null ? equal : builder.add('Mul', [equal, free]);
    const rest = builder.add('Sub', [one, chosen]);
    free = free === null ? rest : builder.add('Mul', [free, rest]);
    parts.push(builder.add('Mul', [gradient, chosen]));
  }
  const stacked = builder.add('Concat', parts, { axis: 1 });
  return builder.add('DepthToSpace', [stacked], { blocksize: block, mode: 'DCR' });
}
