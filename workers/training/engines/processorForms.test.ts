import { Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import type { Device } from '../../../app/contract/workerMessages.ts';
import { lossTermsOf } from '../../../app/training/lossTerms.ts';
import { parseTrainConfig } from '../../../app/training/trainConfig.ts';
import { architectureNames, smallNetwork } from '../../../tests/fixtures/catalogueNetworks.ts';
import { randomConvolutionalNetwork } from '../../../tests/generators/randomConvolutionalNetwork.ts';
import { tensorParts, type TensorSpec, type TrainableNetwork } from '../../architectures/trainableNetwork.ts';
import { channelBlock } from '../../onnx/blocked/channelBlock.ts';
import { writeModel } from '../../onnx/file/modelFile.ts';
import { openSession } from '../../onnx/session.ts';
import { composeOptimiser } from '../../optimisers/composeOptimiser.ts';
import { initialWeights } from '../initialWeights.ts';
import { kernelsChannelsFirst, kernelsChannelsLast } from './kernelOrder.ts';
import { buildTrainingGraph } from './trainingGraph.ts';

const config = parseTrainConfig({ optimiser: 'sgd', momentum: 0, nesterov: false, clipNorm: 0 });
const batchSize = 2;

/** A step's loss, gradients and running averages: on the processor, by the forms of any device. */
async function step(network: TrainableNetwork, device: Device, block: number | null, patchSize = 32) {
  const pixels = batchSize * patchSize ** 2;
  const planes = 1 + network.maps.length;
  const learning = { lossTerms: lossTermsOf(config), optimiser: config, weightDecay: 0 };
  const classWeights = Array.from({ length: network.classes }, (_, index) => 1 + index);
  const settings = { network, batchSize, patchSize, classWeights, device, block, ...learning };
  const { graph, ...names } = buildTrainingGraph(settings);
  const session = await openSession(writeModel(graph), { device: 'cpu', threads: 2 });
  const { parameters, buffers } = initialWeights(network, 7);
  // A vector's order is the network's own outside of graphs in blocks.
  const [put, putBack] = block === null ? [same, same] : [kernelsChannelsLast, kernelsChannelsFirst];
  const vector = (values: Float32Array): Tensor => new Tensor('float32', values, [values.length]);
  const waves = (count: number, at: (i: number) => number): Float32Array =>
    Float32Array.from({ length: count }, (_, i) => at(i));
  const scalars = Object.entries(composeOptimiser(config).scalars(1, 1));
  const results = await session.run({
    image: new Tensor(
      'float32',
      waves(pixels * network.channels, (i) => Math.sin(i * 0.37) + Math.sin(i * 0.011)),
      [batchSize, network.channels, patchSize, patchSize],
    ),
    target: new Tensor(
      'float32',
      waves(pixels * planes, (i) => Math.floor(i / 150) % network.classes),
      [batchSize, planes, patchSize, patchSize],
    ),
    parameters: vector(put(network.parameters, parameters)),
    ...(buffers.length === 0 ? {} : { buffers: vector(buffers.slice()) }),
    ...Object.fromEntries(scalars.map(([name, value]) => [name, new Tensor('float32', Float32Array.of(value), [])])),
  });
  await session.release();
  const output = (name: string): Float32Array => results[name]?.data as Float32Array;
  const updated = putBack(network.parameters, output(names.parameters));
  return {
    kinds: new Set(graph.nodes.map(({ operator }) => operator)),
    loss: output(names.loss)[0] ?? NaN,
    gradients: tensorParts(
      network.parameters,
      updated.map((value, i) => (parameters[i] ?? 0) - value),
    ),
    buffers: names.buffers === null ? new Float32Array() : output(names.buffers),
  };
}

const same = (_specs: readonly TensorSpec[], vector: Float32Array): Float32Array => vector;
const difference = (a: Float32Array, b: Float32Array): number =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value - (b[i] ?? NaN))), 0);
const size = (values: Float32Array): number => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

const block = await channelBlock();

/** A Relu that rounding turns over moves a gradient by what one pixel gives; a mistake moves it by as much as it is. */
const tolerances = { smooth: 1e-3, bent: 0.15 } as const;

async function expectSameStep(network: TrainableNetwork, tolerance: number, patchSize?: number): Promise<void> {
  const plain = await step(network, 'webgpu', null, patchSize);
  const fast = await step(network, 'cpu', block, patchSize);
  expect(fast.kinds.has('NchwcConv')).toBe(block !== null);
  expect(Math.abs(fast.loss - plain.loss)).toBeLessThan(1e-4 * plain.loss);
  expect(difference(fast.buffers, plain.buffers)).toBeLessThan(1e-4 * Math.max(1, size(plain.buffers)));
  const largest = Math.max(...[...plain.gradients.values()].map(size));
  for (const [name, gradient] of plain.gradients) {
    const scale = Math.max(size(gradient), largest * 1e-2);
    const found = difference(gradient, fast.gradients.get(name) ?? new Float32Array());
    expect(found / scale, name).toBeLessThan(tolerance);
  }
}

describe.each(['smooth', 'bent'] as const)('a training step in the forms for the processor, %s', (bends) => {
  it.each(Array.from({ length: 12 }, (_, seed) => seed))('is that of the plain graph: network %i', async (seed) => {
    await expectSameStep(randomConvolutionalNetwork(seed, bends), tolerances[bends]);
  });
});

describe.each(['batch', 'instance'] as const)(
  'a training step in the forms for the processor, normalised by %s',
  (normalisation) => {
    it.each(architectureNames)('is that of the plain graph: %s', async (architecture) => {
      const network = smallNetwork(architecture, { width: 16, normalisation });
      await expectSameStep(network, tolerances.bent, 64);
    });
  },
);
