import { float32Tensor, type Dimension, type Graph } from '../onnx/graph.ts';
import { GraphBuilder } from '../onnx/graphBuilder.ts';
import { architectures, type NetworkSettings, type ParameterSpec } from './architecture.ts';

export const modelInputName = 'image';
export const modelOutputName = 'probabilities';

/** The parameters of a network in their fixed order. */
export function listParameters(settings: NetworkSettings): readonly ParameterSpec[] {
  const specs: ParameterSpec[] = [];
  const builder = new GraphBuilder();
  const { build, multipleOf } = architectures[settings.architecture];
  const side = multipleOf(settings);
  build(builder, builder.input(modelInputName, [1, settings.channels, side, side]), settings, (spec) => {
    specs.push(spec);
    return builder.input(spec.name, spec.shape);
  });
  return specs;
}

/**
 * The finished network: `image` (batch, channels, height, width), normalised, to `probabilities` (batch, classes,
 * height, width), which are 0-1 and add up to 1 over the classes; batch, height and width are free.
 * `values` holds the parameters one after another in the order of `listParameters`.
 */
export function buildForwardGraph(settings: NetworkSettings, values: Float32Array): Graph {
  const builder = new GraphBuilder();
  const { build, multipleOf } = architectures[settings.architecture];
  const side = multipleOf(settings);
  let offset = 0;
  const image = builder.input(modelInputName, [1, settings.channels, side, side]);
  const logits = build(builder, image, settings, (spec) => {
    const count = spec.shape.reduce((product, size) => product * size, 1);
    const slice = values.slice(offset, (offset += count));
    return builder.initializer(spec.name, float32Tensor(spec.shape, slice));
  });
  builder.output(builder.add('Softmax', [logits], { axis: 1 }, modelOutputName));
  const graph = builder.finish();
  return { ...graph, inputs: graph.inputs.map(freeSizes), outputs: graph.outputs.map(freeSizes) };
}

function freeSizes<Info extends { readonly shape: readonly Dimension[] }>(info: Info): Info {
  return { ...info, shape: ['batch', info.shape[1] ?? 1, 'height', 'width'] };
}
