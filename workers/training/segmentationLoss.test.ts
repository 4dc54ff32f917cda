import { InferenceSession, Tensor } from 'onnxruntime-node';
import { expect, it } from 'vitest';
import { GraphBuilder } from '../onnx/graphBuilder.ts';
import { writeModel } from '../onnx/modelFile.ts';
import { addSegmentationLoss, ignoredClass } from './segmentationLoss.ts';

const [samples, classes, pixels] = [2, 3, 8];
const weights = [1, 2.5, 0.5];
const diceWeight = 0.7;

/** The definition, pixel by pixel in double precision. */
function expectedLoss(logits: readonly number[], target: readonly number[]): number {
  let [likelihood, total] = [0, 0];
  const [common, predicted, actual] = [weights.map(() => 0), weights.map(() => 0), weights.map(() => 0)];
  for (let sample = 0; sample < samples; sample++) {
    for (let pixel = 0; pixel < pixels; pixel++) {
      const truth = target[sample * pixels + pixel] ?? 0;
      if (truth === ignoredClass) continue;
      const powers = weights.map((_, index) => Math.exp(logits[(sample * classes + index) * pixels + pixel] ?? 0));
      const sum = powers.reduce((a, b) => a + b, 0);
      likelihood += (weights[truth] ?? 0) * Math.log((powers[truth] ?? 0) / sum);
      total += weights[truth] ?? 0;
      for (const [index, power] of powers.entries()) {
        predicted[index] = (predicted[index] ?? 0) + power / sum;
        if (index === truth) common[index] = (common[index] ?? 0) + power / sum;
        if (index === truth) actual[index] = (actual[index] ?? 0) + 1;
      }
    }
  }
  const dice = [1, 2].map((k) => (2 * (common[k] ?? 0) + 1) / ((predicted[k] ?? 0) + (actual[k] ?? 0) + 1));
  return -likelihood / total + diceWeight * (1 - ((dice[0] ?? 0) + (dice[1] ?? 0)) / 2);
}

it('is weighted cross-entropy plus soft Dice over the pixels that count', async () => {
  const builder = new GraphBuilder();
  const logits = builder.input('logits', [samples, classes, 2, 4]);
  const target = builder.input('target', [samples, 1, 2, 4]);
  builder.output(addSegmentationLoss(builder, logits, target, weights, diceWeight));
  const session = await InferenceSession.create(writeModel(builder.finish()));
  const logitValues = Array.from({ length: samples * classes * pixels }, (_, i) => 2 * Math.sin(i * 1.7));
  const classValues = Array.from({ length: samples * pixels }, (_, i) => (i % 5 === 4 ? ignoredClass : (i * 7) % 3));
  const { loss } = await session.run({
    logits: new Tensor('float32', Float32Array.from(logitValues), [samples, classes, 2, 4]),
    target: new Tensor('float32', Float32Array.from(classValues), [samples, 1, 2, 4]),
  });
  expect(loss?.dims).toEqual([]);
  expect(Number(loss?.data[0])).toBeCloseTo(expectedLoss(logitValues, classValues), 5);
});
