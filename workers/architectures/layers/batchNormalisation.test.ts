import { describe, expect, it } from 'vitest';
import { parseTrainConfig } from '../../../app/training/trainConfig.ts';
import { lossTermsOf } from '../../../app/training/lossTerms.ts';
import { Tensor } from 'onnxruntime-node';
import { writeModel } from '../../onnx/file/modelFile.ts';
import { openSession } from '../../onnx/session.ts';
import { composeOptimiser } from '../../optimisers/composeOptimiser.ts';
import { openOnnxruntimeEngine } from '../../training/engines/onnxruntimeEngine.ts';
import { initialWeights } from '../../training/initialWeights.ts';
import { batchNormalisation } from './batchNormalisation.ts';
import { buildForwardGraph } from '../forwardGraph.ts';
import { trainableNetwork } from '../trainableNetwork.ts';

const side = 8;
const pixels = 2 * side ** 2;
const image = Float32Array.from({ length: pixels }, (_, i) => 3 + 2 * Math.sin(i * 1.7));
const target = image.map((value) => (value > 3.5 ? 1 : 0));

/** One channel, normalised, and its two classes. */
const network = trainableNetwork({
  name: 'normalised',
  channels: 1,
  classes: 2,
  maps: [],
  multipleOf: 1,
  build: (scope, x) => {
    const normalised = batchNormalisation(scope, x, 'norm', { momentum: 0.75 });
    const kernel = scope.parameter({
      name: 'head.weight',
      shape: [2, 1, 1, 1],
      initialisation: { kind: 'values', values: Float32Array.of(-1, 1) },
      decays: true,
    });
    return scope.builder.add('Conv', [normalised, kernel]);
  },
});

async function train(steps: number) {
  const config = parseTrainConfig({});
  const learning = { lossTerms: lossTermsOf(config), optimiser: config, weightDecay: 0 };
  const settings = { network, batchSize: 2, patchSize: side, classWeights: [1, 1], ...learning };
  const engine = await openOnnxruntimeEngine(settings, 'cpu', 1);
  const weights = initialWeights(network, 1);
  const optimiser = composeOptimiser(config).init(weights.parameters);
  const state = { step: 0, weights, optimiser };
  for (let step = 0; step < steps; step++) await engine.run({ step, image, target }, state, 0);
  await engine.release();
  return state.weights;
}

describe('batch normalisation', () => {
  const mean = image.reduce((sum, value) => sum + value, 0) / pixels;
  const variance = image.reduce((sum, value) => sum + (value - mean) ** 2, 0) / pixels;

  it('moves its running averages towards those of the batch, without a gradient', async () => {
    const { buffers, parameters } = await train(2);
    expect(buffers[0]).toBeCloseTo(mean * (1 - 0.75 ** 2), 5);
    expect(buffers[1]).toBeCloseTo(variance + (1 - variance) * 0.75 ** 2, 5);
    expect(Array.from(parameters)).toEqual([1, 0, -1, 1]);
  });

  it('normalises by its running averages in the finished model', async () => {
    const weights = { parameters: Float32Array.of(2, 0.5, -1, 1), buffers: Float32Array.of(mean, variance) };
    const session = await openSession(writeModel(buildForwardGraph(network, weights)), { device: 'cpu', threads: 1 });
    const { probabilities } = await session.run({ image: new Tensor('float32', image, [2, 1, side, side]) });
    const value = (2 * ((image[5] ?? 0) - mean)) / Math.sqrt(variance + 1e-5) + 0.5;
    expect((probabilities?.data as Float32Array)[side ** 2 + 5]).toBeCloseTo(1 / (1 + Math.exp(-2 * value)), 5);
    await session.release();
  });
});
