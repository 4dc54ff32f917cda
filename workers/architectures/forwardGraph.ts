import { float32Tensor, type Dimension, type Graph } from '../onnx/graph.ts';
import { GraphBuilder, type Value } from '../onnx/graphBuilder.ts';
import { tensorParts, type NetworkWeights, type TensorSpec, type TrainableNetwork } from './trainableNetwork.ts';

export const modelInputName = 'image';
export const modelOutputName = 'probabilities';
export const mapsOutputName = 'maps';

/**
 * The finished network: `image` (batch, channels, height, width), normalised, to `probabilities` (batch, classes,
 * height, width), which are 0-1 and add up to 1 over the classes, and to `maps` (batch, maps, height, width) where the network has any; batch, height and width are free unless the network
 * takes one size only.
 */
export function buildForwardGraph(network: TrainableNetwork, weights: NetworkWeights): Graph {
  const builder = new GraphBuilder();
  const side = network.onlySize ?? network.multipleOf;
  const image = builder.input(modelInputName, [1, network.channels, side, side]);
  const parameters = tensorParts(network.parameters, weights.parameters);
  const buffers = tensorParts(network.buffers, weights.buffers);
  const constant = (parts: typeof buffers, { name, shape }: TensorSpec): string => {
    return builder.initializer(name, float32Tensor(shape, (parts.get(name) ?? new Float32Array()).slice()));
  };
  const output = network.build(
    {
      builder,
      phase: 'inference',
      device: 'cpu',
      parameter: (spec) => constant(parameters, spec),
      buffer: (spec) => constant(buffers, spec),
      dropChannels: (x) => x,
      isHeld: () => false,
      replaceBuffer: () => undefined,
    },
    image,
  );
  const [logits = '', maps] = splitOutput(builder, network, output);
  builder.output(builder.add('Softmax', [logits], { axis: 1 }, modelOutputName));
  if (maps !== undefined) builder.output(builder.add('Identity', [maps], {}, mapsOutputName));
  const graph = builder.finish();
  if (network.onlySize !== undefined) return graph;
  return { ...graph, inputs: graph.inputs.map(freeSizes), outputs: graph.outputs.map(freeSizes) };
}

function splitOutput(builder: GraphBuilder, { classes, maps }: TrainableNetwork, output: Value): readonly Value[] {
  if (maps.length === 0) return [output];
  return builder.addMany('Split', [output, builder.integers([classes, maps.length])], 2, { axis: 1 });
}

function freeSizes<Info extends { readonly shape: readonly Dimension[] }>(info: Info): Info {
  return { ...info, shape: ['batch', info.shape[1] ?? 1, 'height', 'width'] };
}
