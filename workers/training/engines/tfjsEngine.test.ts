import { beforeAll, describe, expect, it } from 'vitest';
import { tfjsOnProcessor } from '../../../tests/fixtures/tfjsOnProcessor.ts';
import { AppError } from '../../../app/contract/errors.ts';
import { lossTermsOf } from '../../../app/training/lossTerms.ts';
import { parseTrainConfig, trainConfigFields, type TrainConfig } from '../../../app/training/trainConfig.ts';
import { catalogueNetwork } from '../../architectures/architecture.ts';
import { batchNormalisation } from '../../architectures/batchNormalisation.ts';
import { trainableNetwork, type NetworkScope, type TrainableNetwork } from '../../architectures/trainableNetwork.ts';
import type { Value } from '../../onnx/graphBuilder.ts';
import { composeOptimiser } from '../../optimisers/composeOptimiser.ts';
import { decodeCheckpoint, encodeCheckpoint, type TrainingState } from '../checkpoint.ts';
import { initialWeights } from '../initialWeights.ts';
import { openOnnxruntimeEngine } from './onnxruntimeEngine.ts';
import { openEngine } from './openEngine.ts';
import { TfjsEngine } from './tfjsEngine.ts';
import type { Tfjs } from './tfjsOperator.ts';
import type { StepSettings } from './trainingEngine.ts';

let tf: Tfjs;
beforeAll(async () => {
  tf = await tfjsOnProcessor();
});

const side = 8;
const batchSize = 2;
const tolerance = 1e-4;
const image = Float32Array.from({ length: batchSize * side ** 2 }, (_, i) => Math.sin(i * 12.9898) * 1.4);
const target = image.map((_, i) => (i % 11 === 10 ? 255 : Math.floor(i / 24) % 3));

function convolution(scope: NetworkScope, x: Value, name: string, outputs: number, attributes: object): Value {
  const { group = 1 } = attributes as { group?: number };
  const shape = [outputs, (scope.builder.shape(x)[1] ?? 1) / group, 3, 3];
  const spec = { name, shape, initialisation: { kind: 'normal', deviation: 0.3 }, decays: true } as const;
  return scope.builder.add('Conv', [x, scope.parameter(spec)], attributes);
}

/** Strides, dilations, one group for each channel, batch normalisation and a bilinear way back. */
const assorted = trainableNetwork({
  name: 'assorted',
  channels: 1,
  classes: 3,
  multipleOf: 2,
  build: (scope, x) => {
    const { builder } = scope;
    const wide = convolution(scope, x, 'wide', 4, { strides: [2, 2], pads: [1, 1, 1, 1] });
    const bent = builder.add('Relu', [batchNormalisation(scope, wide, 'first')]);
    const apart = convolution(scope, bent, 'apart', 4, { group: 4, pads: [1, 1, 1, 1] });
    const far = convolution(scope, apart, 'far', 3, { dilations: [2, 2], pads: [2, 2, 2, 2] });
    const scales = builder.constant({ dataType: 'float32', shape: [4], data: Float32Array.of(1, 1, 2, 2) });
    const normalised = batchNormalisation(scope, far, 'second', { momentum: 0.6 });
    return builder.add('Resize', [normalised, '', scales], { mode: 'linear' });
  },
});

const { architecture, normalisation } = trainConfigFields;
const networks: readonly { readonly name: string; readonly network: TrainableNetwork }[] = [
  ...architecture.options.flatMap((name) =>
    normalisation.options.map((norm) => ({
      name: `${name}, normalisation ${norm}`,
      network: catalogueNetwork({
        architecture: name,
        channels: 1,
        classes: 3,
        width: 2,
        depth: 1,
        normalisation: norm,
      }),
    })),
  ),
  { name: 'a network with running averages', network: assorted },
];

function settingsFor(network: TrainableNetwork, config: TrainConfig): StepSettings {
  const learning = { lossTerms: lossTermsOf(config), optimiser: config, weightDecay: config.weightDecay };
  return { network, batchSize, patchSize: side, classWeights: [1, 2.5, 0.5], ...learning };
}

function freshState(network: TrainableNetwork, config: TrainConfig): TrainingState {
  const weights = initialWeights(network, 1);
  const optimiser = composeOptimiser(config).init(weights.parameters);
  return { step: 0, elapsedMs: 0, best: null, validationsWithoutGain: 0, weights, optimiser };
}

/** The largest difference, as a share of the largest number. */
function difference(found: Float32Array, wanted: Float32Array): number {
  const largest = wanted.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-3);
  const errors = wanted.map((value, i) => Math.abs(value - (found[i] ?? NaN)));
  return errors.some(Number.isNaN) ? Infinity : Math.max(0, ...errors) / largest;
}

async function compareRuns(network: TrainableNetwork, given: Partial<TrainConfig>, steps: number): Promise<void> {
  const config = parseTrainConfig(given);
  const settings = settingsFor(network, config);
  const [reference, engine] = [await openOnnxruntimeEngine(settings, 'cpu', 1), new TfjsEngine(tf, settings, [])];
  const [wanted, found] = [freshState(network, config), freshState(network, config)];
  for (let step = 0; step < steps; step++) {
    const losses = [];
    for (const [runner, state] of [[reference, wanted] as const, [engine, found] as const]) {
      losses.push(await runner.run({ step, image, target }, state, 0.01));
    }
    expect(difference(Float32Array.of(losses[1] ?? NaN), Float32Array.of(losses[0] ?? NaN))).toBeLessThan(tolerance);
    expect(difference(found.weights.parameters, wanted.weights.parameters)).toBeLessThan(tolerance);
    expect(difference(found.weights.buffers, wanted.weights.buffers)).toBeLessThan(tolerance);
    expect(Object.keys(found.optimiser)).toEqual(Object.keys(wanted.optimiser));
    for (const [name, vector] of Object.entries(wanted.optimiser)) {
      expect(difference(found.optimiser[name] ?? vector.slice(0, 0), vector), name).toBeLessThan(tolerance);
    }
    expect(found.step).toBe(step + 1);
  }
  await reference.release();
  await engine.release();
}

describe('tfjs and onnxruntime take the same steps', () => {
  // With plain descent, the weights differ by the gradients themselves.
  it.each(networks)('$name', ({ network }) => compareRuns(network, { optimiser: 'sgd', momentum: 0.9 }, 4));

  const choices: readonly Partial<TrainConfig>[] = [
    { optimiser: 'sgd', nesterov: true, clipNorm: 0.5 },
    { optimiser: 'adam', averageDecay: 0.9, accumulateSteps: 2 },
    { crossEntropyWeight: 0, diceWeight: 0, focalWeight: 1, jaccardWeight: 1, optimiser: 'sgd' },
    { crossEntropyWeight: 0, binaryCrossEntropyWeight: 1, tverskyWeight: 1, smoothL1Weight: 1, optimiser: 'sgd' },
    { labelSmoothing: 0.1, optimiser: 'sgd' },
  ];
  it.each(choices)('with %j', (choice) => compareRuns(assorted, choice, 4));
});

it('goes on from a checkpoint of the other engine', async () => {
  const config = parseTrainConfig({ optimiser: 'sgd' });
  const settings = settingsFor(assorted, config);
  const [reference, engine] = [await openOnnxruntimeEngine(settings, 'cpu', 1), new TfjsEngine(tf, settings, [])];
  const state = freshState(assorted, config);
  await reference.run({ step: 0, image, target }, state, 0.01);
  const taken = decodeCheckpoint(Buffer.from(encodeCheckpoint(state)));
  const [wanted, found] = [
    await reference.run({ step: 1, image, target }, state, 0.01),
    await engine.run({ step: 1, image, target }, taken, 0.01),
  ];
  expect(Math.abs(wanted - found)).toBeLessThan(tolerance);
  expect(difference(taken.weights.parameters, state.weights.parameters)).toBeLessThan(tolerance);
  await reference.release();
  await engine.release();
});

it('holds no more tensors after a hundred steps than after one, and none after its release', async () => {
  const config = parseTrainConfig({ averageDecay: 0.9, clipNorm: 1 });
  const before = tf.memory().numTensors;
  const engine = new TfjsEngine(tf, settingsFor(assorted, config), []);
  const state = freshState(assorted, config);
  await engine.run({ step: 0, image, target }, state, 0.01);
  const afterOne = tf.memory().numTensors;
  for (let step = 1; step < 100; step++) await engine.run({ step, image, target }, state, 0.01);
  expect(tf.memory().numTensors).toBe(afterOne);
  await engine.release();
  expect(tf.memory().numTensors).toBe(before);
});

describe('a step that fails', () => {
  const failing = (message: string): Tfjs => {
    const conv2d = (): never => {
      throw new Error(message);
    };
    return { ...tf, conv2d };
  };
  it.each([
    ['OOM when allocating tensor with shape[2,4,8,8]', 'There is not enough memory for 2 cut-outs of 8 pixels'],
    ['Blas GEMM launch failed: CUDA_ERROR_LAUNCH_FAILED', 'The graphics card stopped answering tfjs in step 1'],
  ])('%s', async (message, sentence) => {
    const config = parseTrainConfig({});
    const engine = new TfjsEngine(failing(message), settingsFor(assorted, config), []);
    const state = freshState(assorted, config);
    const error: unknown = await engine.run({ step: 0, image, target }, state, 0.01).catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(AppError);
    expect((error as AppError).message).toContain(sentence);
    expect(state).toEqual(freshState(assorted, config));
    await engine.release();
  });
});

it('is opened by name, and says what it lacks', async () => {
  const settings = settingsFor(assorted, parseTrainConfig({}));
  await expect(openEngine(settings, 'tfjs', 1)).rejects.toThrow(
    'The device tfjs cannot be used: tfjs-node-gpu is not installed. Run "maskwright doctor --install tfjs-gpu".',
  );
});
