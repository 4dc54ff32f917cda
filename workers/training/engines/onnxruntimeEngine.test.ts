import { expect, it } from 'vitest';
import { parseTrainConfig, type TrainConfig } from '../../../app/training/trainConfig.ts';
import { lossTermsOf } from '../../../app/training/lossTerms.ts';
import { catalogueNetwork } from '../../architectures/architecture.ts';
import { ignoredClass } from '../../../app/training/ignoredClass.ts';
import { composeOptimiser } from '../../optimisers/composeOptimiser.ts';
import { initialWeights } from '../initialWeights.ts';
import { openEngine } from './openEngine.ts';

const network = catalogueNetwork({
  architecture: 'unet',
  channels: 1,
  classes: 3,
  maps: [],
  width: 4,
  depth: 2,
  normalisation: 'instance',
});
const pixelsPerPatch = 16 ** 2;

interface Data {
  /** 2: a step sees both cut-outs; 1: they take turns. */
  readonly batchSize?: 1 | 2;
  readonly classAt?: (pixel: number) => number;
}
const stripes = (pixel: number): number => (pixel % 11 === 10 ? ignoredClass : Math.floor(pixel / 24) % 3);

/** Losses of a few steps on always the same two cut-outs. */
async function losses(
  given: Partial<TrainConfig>,
  rates: readonly number[],
  { batchSize = 2, classAt = stripes }: Data = {},
): Promise<number[]> {
  const config = parseTrainConfig(given);
  const learning = { lossTerms: lossTermsOf(config), optimiser: config, weightDecay: config.weightDecay };
  const classWeights = [1, 2.5, 0.5];
  const engine = await openEngine({ network, batchSize, patchSize: 16, classWeights, ...learning }, 'cpu', 1);
  const weights = initialWeights(network, 1);
  const optimiser = composeOptimiser(config).init(weights.parameters);
  const state = { step: 0, weights, optimiser };
  const pixels = Array.from({ length: 2 * pixelsPerPatch }, (_, i) => Math.sin(i * 12.9898) * 1.4);
  const classes = pixels.map((_, i) => classAt(i));
  const found: number[] = [];
  for (const rate of rates) {
    const from = (state.step * batchSize * pixelsPerPatch) % pixels.length;
    const part = (values: readonly number[]) =>
      Float32Array.from(values.slice(from, from + batchSize * pixelsPerPatch));
    found.push(await engine.run({ step: state.step, image: part(pixels), target: part(classes) }, state, rate));
  }
  await engine.release();
  return found;
}

const fallingRates = [0.01, 0.01 / 2, 0.01 / 3, 0.01 / 4, 0.01 / 5, 0.01 / 6];

it('learns by default what it learnt before losses and optimisers could be chosen', async () => {
  const before = [1.5822653770446777, 1.5499478578567505, 1.5289585590362549, 1.5144740343093872, 1.503343105316162];
  const found = await losses({ diceWeight: 0.7 }, fallingRates);
  const differences = [...before, 1.4934780597686768].map((loss, i) => Math.abs(loss - (found[i] ?? NaN)));
  expect(Math.max(...differences)).toBeLessThan(2e-6);
});

const choices: readonly Partial<TrainConfig>[] = [
  { optimiser: 'sgd', nesterov: true, clipNorm: 1 },
  { optimiser: 'adam', averageDecay: 0.9, accumulateSteps: 2 },
  { crossEntropyWeight: 0, diceWeight: 0, focalWeight: 1, jaccardWeight: 1 },
  { crossEntropyWeight: 0, binaryCrossEntropyWeight: 1, tverskyWeight: 1, smoothL1Weight: 1 },
  { labelSmoothing: 0.1 },
];
it.each(choices)('learns with %j', async (choice) => {
  const found = await losses(choice, Array<number>(12).fill(0.01));
  expect(found.at(-1)).toBeLessThan((found[0] ?? 0) - 0.01);
});

it('accumulates small batches to what one large batch gives', async () => {
  // Both cut-outs show as many pixels of each class, so the loss of both is the mean of their losses.
  const classAt = (i: number): number => Math.floor((i % pixelsPerPatch) / 24) % 3;
  const config = { diceWeight: 0, optimiser: 'sgd', clipNorm: 0.5 } as const;
  const rates = [0.1, 0.1, 0.1, 0.1];
  const large = await losses(config, rates, { classAt });
  const small = await losses({ ...config, accumulateSteps: 2 }, [...rates, ...rates], { classAt, batchSize: 1 });
  const means = rates.map((_, i) => ((small[2 * i] ?? NaN) + (small[2 * i + 1] ?? NaN)) / 2);
  expect(Math.max(...large.map((loss, i) => Math.abs(loss - (means[i] ?? NaN))))).toBeLessThan(1e-5);
  expect(large.at(-1)).toBeLessThan((large[0] ?? 0) - 0.01);
});
