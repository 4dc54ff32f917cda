import { beforeAll, describe, expect, it } from 'vitest';
import { compareTraining, difference, freshState, stripedBatch } from '../../../tests/fixtures/compareTraining.ts';
import { tfjsOnProcessor } from '../../../tests/fixtures/tfjsOnProcessor.ts';
import { lossTermsOf } from '../../../app/training/lossTerms.ts';
import { outputPlanes } from '../../../app/training/separation.ts';
import { parseTrainConfig, trainConfigFields, type TrainConfig } from '../../../app/training/trainConfig.ts';
import { catalogueNetwork } from '../../architectures/architecture.ts';
import { batchNormalisation } from '../../architectures/layers/batchNormalisation.ts';
import { trainableNetwork, type NetworkScope, type TrainableNetwork } from '../../architectures/trainableNetwork.ts';
import type { Value } from '../../onnx/graphBuilder.ts';
import { decodeCheckpoint, encodeCheckpoint } from '../checkpoint.ts';
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
  maps: [],
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

const mapped = { architecture: 'unet', channels: 1, classes: 3, width: 2, depth: 1, normalisation: 'none' } as const;
const networks: readonly { readonly name: string; readonly network: TrainableNetwork }[] = [
  ...trainConfigFields.normalisation.options.map((normalisation) => ({
    name: `unet, normalisation ${normalisation}`,
    network: catalogueNetwork({ ...mapped, maps: [], normalisation }),
  })),
  { name: 'a network with running averages', network: assorted },
  { name: 'a network with distances', network: catalogueNetwork({ ...mapped, maps: ['distance'] }) },
  { name: 'a network with centres', network: catalogueNetwork({ ...mapped, maps: outputPlanes.centres.maps }) },
];

function settingsFor(network: TrainableNetwork, config: TrainConfig): StepSettings {
  const learning = { lossTerms: lossTermsOf(config), optimiser: config, weightDecay: config.weightDecay };
  return { network, batchSize, patchSize: side, classWeights: [1, 2.5, 0.5], ...learning };
}

async function expectSameSteps(network: TrainableNetwork, given: Partial<TrainConfig>): Promise<void> {
  const [where, largest] = await compareTraining(tf, settingsFor(network, parseTrainConfig(given)), 4);
  expect(largest, where).toBeLessThan(tolerance);
}

describe('tfjs and onnxruntime take the same steps', () => {
  // With plain descent, the weights differ by the gradients themselves.
  it.each(networks)('$name', ({ network }) => expectSameSteps(network, { optimiser: 'sgd', momentum: 0.9 }));

  const choices: readonly Partial<TrainConfig>[] = [
    { optimiser: 'sgd', nesterov: true, clipNorm: 0.5 },
    { optimiser: 'adam', averageDecay: 0.9, accumulateSteps: 2 },
    { crossEntropyWeight: 0, diceWeight: 0, focalWeight: 1, jaccardWeight: 1, optimiser: 'sgd' },
    { crossEntropyWeight: 0, binaryCrossEntropyWeight: 1, tverskyWeight: 1, smoothL1Weight: 1, optimiser: 'sgd' },
    { labelSmoothing: 0.1, optimiser: 'sgd' },
  ];
  it.each(choices)('with %j', (choice) => expectSameSteps(assorted, choice));
});

it('holds the same parameters as onnxruntime', async () => {
  const settings = settingsFor(assorted, parseTrainConfig({ optimiser: 'sgd' }));
  const held = new Set(['wide', 'first.weight', 'first.bias', 'far']);
  const [where, largest] = await compareTraining(tf, { ...settings, held }, 4);
  expect(largest, where).toBeLessThan(tolerance);
});

it('goes on from a checkpoint of the other engine', async () => {
  const config = parseTrainConfig({ optimiser: 'sgd' });
  const settings = settingsFor(assorted, config);
  const batch = stripedBatch(settings);
  const [reference, engine] = [await openOnnxruntimeEngine(settings, 'cpu', 1), new TfjsEngine(tf, settings, [])];
  const state = freshState(assorted, config);
  await reference.run({ step: 0, ...batch }, state, 0.01);
  const taken = decodeCheckpoint(Buffer.from(encodeCheckpoint(state)));
  const [wanted, found] = [
    await reference.run({ step: 1, ...batch }, state, 0.01),
    await engine.run({ step: 1, ...batch }, taken, 0.01),
  ];
  expect(Math.abs(wanted - found)).toBeLessThan(tolerance);
  expect(difference(taken.weights.parameters, state.weights.parameters)).toBeLessThan(tolerance);
  await reference.release();
  await engine.release();
});

it('holds no more tensors after a hundred steps than after one, and none after its release', async () => {
  const config = parseTrainConfig({ averageDecay: 0.9, clipNorm: 1 });
  const before = tf.memory().numTensors;
  const settings = settingsFor(assorted, config);
  const batch = stripedBatch(settings);
  const engine = new TfjsEngine(tf, settings, []);
  const state = freshState(assorted, config);
  await engine.run({ step: 0, ...batch }, state, 0.01);
  const afterOne = tf.memory().numTensors;
  for (let step = 1; step < 100; step++) await engine.run({ step, ...batch }, state, 0.01);
  expect(tf.memory().numTensors).toBe(afterOne);
  await engine.release();
  expect(tf.memory().numTensors).toBe(before);
});

it('leaves the state as it was where a step fails', async () => {
  const conv2d = (): never => {
    throw new Error('OOM when allocating tensor with shape[2,4,8,8]');
  };
  const config = parseTrainConfig({});
  const settings = settingsFor(assorted, config);
  const engine = new TfjsEngine({ ...tf, conv2d }, settings, []);
  const state = freshState(assorted, config);
  await expect(engine.run({ step: 0, ...stripedBatch(settings) }, state, 0.01)).rejects.toThrow('OOM when allocating');
  expect(state).toEqual(freshState(assorted, config));
  await engine.release();
});

it('is opened by name, and says what it lacks', async () => {
  const settings = settingsFor(assorted, parseTrainConfig({}));
  await expect(openEngine(settings, 'tfjs', 1)).rejects.toThrow(
    'The device tfjs cannot be used: tfjs-node-gpu is not installed. Run "maskwright doctor --install tfjs-gpu".',
  );
});
