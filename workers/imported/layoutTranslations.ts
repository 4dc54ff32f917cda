import type { Value } from '../onnx/graphBuilder.ts';
import { standOnce } from '../onnx/shapes/scatteredPlaces.ts';
import { axisFrom } from '../onnx/shapes/shapeRule.ts';
import type { NodeContext, Translations } from './nodeContext.ts';
import { reshapeSizes } from './sizeInputs.ts';

/** An input of whole numbers that was an attribute in older operator sets; left out where both are. */
function listInput(context: NodeContext, index: number, attribute: string): Value[] {
  const old = context.attributes.ints(attribute);
  if (context.has(index)) return [context.value(index)];
  return old === undefined ? [] : [context.builder.integers(old)];
}

/** Operators that move, cut, repeat or stretch what they are given. */
export const layoutTranslations: Translations = {
  Concat: (context) => [context.builder.add('Concat', context.values(), { axis: context.attributes.int('axis') ?? 0 })],
  DepthToSpace: (context) => {
    const [blocksize, mode] = [context.attributes.int('blocksize') ?? 1, context.attributes.string('mode') ?? 'DCR'];
    return [context.builder.add('DepthToSpace', [context.value(0)], { blocksize, mode })];
  },
  Expand: (context) => [context.builder.add('Expand', context.values())],
  Flatten: (context) => [
    context.builder.add('Flatten', [context.value(0)], { axis: context.attributes.int('axis') ?? 1 }),
  ],
  Gather: (context) => [context.builder.add('Gather', context.values(), { axis: context.attributes.int('axis') ?? 0 })],
  GatherND: (context) => [
    context.builder.add('GatherND', context.values(), { batch_dims: context.attributes.int('batch_dims') ?? 0 }),
  ],
  Pad: (context) => {
    const { attributes, builder, operatorSet } = context;
    const mode = attributes.string('mode') ?? 'constant';
    if (operatorSet >= 11) return [builder.add('Pad', context.values(), { mode })];
    const pads = builder.integers(attributes.ints('pads') ?? []);
    return [builder.add('Pad', [context.value(0), pads, builder.scalar(attributes.float('value') ?? 0)], { mode })];
  },
  Reshape: (context) => {
    context.attributes.only('allowzero', 0);
    return [context.builder.add('Reshape', [context.value(0), reshapeSizes(context)])];
  },
  ScatterND: (context) => {
    const reduction = context.attributes.string('reduction') ?? 'none';
    if (reduction !== 'none') requireSinglePlaces(context, reduction);
    return [context.builder.add('ScatterND', context.values(), { reduction })];
  },
  Slice: (context) => {
    const { attributes, builder, operatorSet } = context;
    if (operatorSet >= 10) return [builder.add('Slice', context.values())];
    const [starts, ends] = [attributes.ints('starts') ?? [], attributes.ints('ends') ?? []];
    const axes = attributes.ints('axes') ?? [...starts.keys()];
    return [builder.add('Slice', [context.value(0), ...[starts, ends, axes].map((list) => builder.integers(list))])];
  },
  // (N, C, H, W) to (N, b^2 C, H / b, W / b): every b-th pixel in both directions, from each place in a block
  SpaceToDepth: (context) => {
    const { attributes, builder } = context;
    const block = attributes.int('blocksize') ?? 1;
    const places = Array.from({ length: block ** 2 }, (_, i) => [Math.floor(i / block), i % block]);
    const parts = places.map((starts) => {
      const lists = [starts, [pastEnd, pastEnd], [2, 3], [block, block]].map((list) => builder.integers(list));
      return builder.add('Slice', [context.value(0), ...lists]);
    });
    return [builder.add('Concat', parts, { axis: 1 })];
  },
  Split: (context) => {
    const { attributes, builder, node } = context;
    const axis = attributes.int('axis') ?? 0;
    const count = attributes.int('num_outputs') ?? node.outputs.length;
    const size = context.shape(0)[axisFrom(axis, context.shape(0).length)] ?? 1;
    const part = Math.ceil(size / count);
    const even = Array.from({ length: count }, (_, i) => Math.min(part, size - i * part));
    const [sizes = builder.integers(even)] = listInput(context, 1, 'split');
    return builder.addMany('Split', [context.value(0), sizes], node.outputs.length, { axis });
  },
  Squeeze: (context) => [context.builder.add('Squeeze', [context.value(0), ...listInput(context, 1, 'axes')])],
  Tile: (context) => {
    const repeats = context.numbers(1);
    return [
      repeats.reduce((value, count, axis) => {
        if (count === 1) return value;
        return context.builder.add('Concat', new Array<Value>(requireFew(context, count)).fill(value), { axis });
      }, context.value(0)),
    ];
  },
  Transpose: (context) => {
    const perm = context.attributes.ints('perm') ?? [...context.shape(0).keys()].reverse();
    return [context.builder.add('Transpose', [context.value(0)], { perm })];
  },
  Unsqueeze: (context) => [context.builder.add('Unsqueeze', [context.value(0), ...listInput(context, 1, 'axes')])],
};

/** What meets at one place is lost now and then, so such a node cannot be relied on, whether or not it learns. */
function requireSinglePlaces(context: NodeContext, reduction: string): void {
  const indices = context.shape(1);
  if (context.known(1) === undefined) {
    context.refuse(`has the reduction ${reduction} at places that are not constant; only single places are supported`);
  }
  if (standOnce(context.numbers(1), context.shape(0).slice(0, indices.at(-1)))) return;
  context.refuse(
    `has the reduction ${reduction} at places of which one stands twice; only single places are supported`,
  );
}

/** Beyond the end of every image. */
const pastEnd = 2 ** 31 - 1;
const mostRepeats = 4096;

function requireFew(context: NodeContext, count: number): number {
  if (count < 1 || count > mostRepeats) context.refuse(`repeats its input ${count} times`);
  return count;
}
