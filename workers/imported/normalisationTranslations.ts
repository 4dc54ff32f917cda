import { normaliseByBatch } from '../architectures/layers/batchNormalisation.ts';
import { groupNormalization } from '../onnx/compositions.ts';
import type { Value } from '../onnx/graphBuilder.ts';
import type { NodeContext, Translations } from './nodeContext.ts';

export const normalisationTranslations: Translations = {
  BatchNormalization: (context) => {
    const { attributes, builder, scope, node } = context;
    const [epsilon, momentum] = [attributes.float('epsilon') ?? 1e-5, attributes.float('momentum') ?? 0.9];
    // What the file was saved for; whether batches normalise themselves is decided for each run.
    attributes.ignore('training_mode');
    const inputs = context.values();
    const advance = scope.advance(node);
    if (advance === null) return [builder.add('BatchNormalization', inputs, { epsilon })];
    const { y, running } = normaliseByBatch(builder, scope.device, inputs, { momentum, epsilon });
    advance(running);
    return [y];
  },
  // Scale and bias belong to groups before operator set 21, to channels from then on.
  GroupNormalization: (context) => {
    const { attributes, builder, operatorSet } = context;
    attributes.ignore('stash_type');
    const groups = attributes.int('num_groups') ?? 1;
    const epsilon = attributes.float('epsilon') ?? 1e-5;
    const x = context.value(0);
    const channels = builder.shape(x)[1] ?? 0;
    const perChannel = (value: Value): Value =>
      operatorSet >= 21 || groups === channels ? value : repeated(context, value, channels / groups);
    const [scale, bias] = [perChannel(context.value(1)), perChannel(context.value(2))];
    return [groupNormalization(builder, x, scale, bias, groups, epsilon, context.sizesOf(x))];
  },
  InstanceNormalization: (context) => [
    context.builder.add('InstanceNormalization', context.values(), {
      epsilon: context.attributes.float('epsilon') ?? 1e-5,
    }),
  ],
  LayerNormalization: (context) => {
    const { attributes, builder } = context;
    attributes.ignore('stash_type');
    const [axis, epsilon] = [attributes.int('axis') ?? -1, attributes.float('epsilon') ?? 1e-5];
    return [builder.add('LayerNormalization', context.values(), { axis, epsilon })];
  },
};

/** Each number of a list as often as `times`, one after the other. */
function repeated({ builder }: NodeContext, list: Value, times: number): Value {
  const count = builder.shape(list)[0] ?? 1;
  const column = builder.add('Reshape', [list, builder.integers([count, 1])]);
  const table = builder.add('Expand', [column, builder.integers([count, times])]);
  return builder.add('Reshape', [table, builder.integers([count * times])]);
}
