import { tensorParts, type NetworkWeights } from '../../workers/architectures/trainableNetwork.ts';
import { float32Tensor, type GraphNode, type Tensor } from '../../workers/onnx/graph.ts';
import { GraphBuilder, type Value } from '../../workers/onnx/graphBuilder.ts';
import type { Batch } from '../../workers/training/data/batchThread.ts';
import type { StepSettings } from '../../workers/training/engines/trainingEngine.ts';
import { writeTensorFile } from './tensorFile.ts';

/** All that decides what a network learns: either program starts from it and must come to the same numbers. */
export interface LearningTask extends StepSettings {
  readonly weights: NetworkWeights;
  /** One for each step. */
  readonly batches: readonly Batch[];
  readonly rates: readonly number[];
}

export interface ForwardGraph {
  readonly builder: GraphBuilder;
  /** (N, classes, H, W). */
  readonly logits: Value;
  /** The network's own nodes. */
  readonly nodes: readonly GraphNode[];
  /** Names of the buffers that a step replaces, by the value that each becomes. */
  readonly replaced: ReadonlyMap<Value, string>;
}

/** The network as it is while training; the image, every parameter and every buffer is an input under its own name. */
export function buildForward({ network, batchSize, patchSize }: LearningTask): ForwardGraph {
  const builder = new GraphBuilder();
  const replaced = new Map<Value, string>();
  const image = builder.input('image', [batchSize, network.channels, patchSize, patchSize]);
  const logits = network.build(
    {
      builder,
      phase: 'training',
      device: 'cpu',
      parameter: ({ name, shape }) => builder.input(name, shape),
      buffer: ({ name, shape }) => builder.input(name, shape),
      dropChannels: (x) => x,
      isHeld: () => false,
      replaceBuffer: (name, next) => void replaced.set(next, name),
    },
    image,
  );
  return { builder, logits, nodes: [...builder.nodes], replaced };
}

/** Writes the task for torchNetwork.py: `network.json` and the numbers in `network.bin`. */
export function exportNetwork(task: LearningTask, folder: string): void {
  const { network, weights, batches, batchSize, patchSize } = task;
  const { builder, logits, nodes, replaced } = buildForward(task);
  const tensors = new Map<string, Tensor>(builder.finish().initializers);
  for (const kind of ['parameters', 'buffers'] as const) {
    const parts = tensorParts(network[kind], weights[kind]);
    for (const { name, shape } of network[kind]) tensors.set(name, float32Tensor(shape, parts.get(name) ?? []));
  }
  for (const [index, { image, target }] of batches.entries()) {
    tensors.set(`image/${index}`, float32Tensor([batchSize, network.channels, patchSize, patchSize], image));
    tensors.set(
      `target/${index}`,
      float32Tensor([batchSize, target.length / (batchSize * patchSize ** 2), patchSize, patchSize], target),
    );
  }
  const { classWeights, lossTerms, weightDecay, rates, optimiser } = task;
  const description = {
    logits,
    nodes,
    parameters: network.parameters.map(({ name, decays }) => ({ name, decays })),
    buffers: Object.fromEntries(replaced),
    maps: network.maps,
    batches: batches.length,
    learning: { classWeights, lossTerms, weightDecay, rates, ...optimiser },
  };
  writeTensorFile(folder, 'network', description, tensors);
}
