import { Tensor } from 'onnxruntime-node';
import { tensorParts } from '../../workers/architectures/trainableNetwork.ts';
import { addGradients } from '../../workers/autodiff/addGradients.ts';
import { addLoss } from '../../workers/losses/addLoss.ts';
import { withBlockedLayout } from '../../workers/onnx/blocked/blockedLayout.ts';
import type { GraphNode } from '../../workers/onnx/graph.ts';
import type { Value } from '../../workers/onnx/graphBuilder.ts';
import { channelBlock } from '../../workers/onnx/blocked/channelBlock.ts';
import { writeModel } from '../../workers/onnx/file/modelFile.ts';
import { openSession } from '../../workers/onnx/session.ts';
import { differencesOf, type Difference } from './difference.ts';
import { buildForward, exportNetwork, type LearningTask } from './exportNetwork.ts';
import { readTensorFile } from './tensorFile.ts';
import { runTorch } from './torch.ts';

export interface GradientComparison {
  readonly loss: Difference;
  /** The first output of every node that the image reaches, in their order. */
  readonly activations: readonly Difference[];
  readonly gradients: readonly Difference[];
  /** What running averages become. */
  readonly buffers: readonly Difference[];
}

/** Forward and backward on the first batch, here and in PyTorch. `folder` is for what travels between them. */
export async function compareGradients(
  task: LearningTask,
  python: string,
  folder: string,
): Promise<GradientComparison> {
  exportNetwork(task, folder);
  runTorch(python, 'gradients', folder);
  const torch = readTensorFile<{ readonly loss: { readonly single: number; readonly double: number } }>(
    folder,
    'results',
  );
  const { activations, ...own } = await computeGradients(task);
  const compare = (kind: string, values: ReadonlyMap<string, Float32Array>): readonly Difference[] => {
    return differencesOf(values, (precision, name) => torch.tensors.get(`${precision}/${kind}/${name}`));
  };
  const losses = new Map([['loss', Float32Array.of(own.loss)]]);
  const [loss] = differencesOf(losses, (precision) => [torch.description.loss[precision]]);
  return {
    loss: loss as Difference,
    activations: compare('activation', activations),
    gradients: compare('gradient', own.gradients),
    buffers: compare('buffer', own.buffers),
  };
}

/** By the engine's own rules, in the layout that it trains in. */
async function computeGradients(task: LearningTask) {
  const { network, weights, batches, batchSize, patchSize } = task;
  const { builder, logits, nodes, replaced } = buildForward(task);
  const target = builder.input('target', [batchSize, 1, patchSize, patchSize]);
  const loss = addLoss(builder, logits, target, task.classWeights, task.lossTerms);
  const names = network.parameters.map(({ name }) => name);
  const gradients = addGradients(builder, loss, names, 'cpu');
  const layers = activationsOf(nodes).filter((value) => builder.info(value).dataType === 'float32');
  const outputs = new Set([loss, ...layers, ...replaced.keys(), ...gradients.values()]);
  for (const output of outputs) builder.output(output);
  const graph = builder.finish();
  const block = await channelBlock();
  const session = await openSession(writeModel(block === null ? graph : withBlockedLayout(graph, block)), {
    device: 'cpu',
  });
  const numbers = new Map([
    ...tensorParts(network.parameters, weights.parameters),
    ...tensorParts(network.buffers, weights.buffers),
    ['image', batches[0]?.image ?? new Float32Array()] as const,
    ['target', batches[0]?.target ?? new Float32Array()] as const,
  ]);
  const feeds = graph.inputs.map(({ name, shape }) => {
    return [name, new Tensor('float32', numbers.get(name) ?? new Float32Array(), shape as number[])] as const;
  });
  const results = await session.run(Object.fromEntries(feeds));
  const found = (value: string): Float32Array => results[value]?.data as Float32Array;
  const all = {
    loss: found(loss)[0] ?? NaN,
    activations: new Map(layers.map((layer) => [layer, found(layer)])),
    gradients: new Map(names.map((name) => [name, found(gradients.get(name) ?? '')])),
    buffers: new Map([...replaced].map(([value, name]) => [name, found(value)])),
  };
  await session.release();
  return all;
}

/** The first output of every node that the image reaches. */
function activationsOf(nodes: readonly GraphNode[]): readonly Value[] {
  const reached = new Set(['image']);
  const reachedNodes = nodes.filter(({ inputs, outputs }) => {
    const isReached = inputs.some((input) => reached.has(input));
    if (isReached) for (const output of outputs) reached.add(output);
    return isReached;
  });
  return reachedNodes.map(({ outputs: [output = ''] }) => output);
}
