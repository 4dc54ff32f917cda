import { expect, it } from 'vitest';
import { gradientRules } from '../../workers/autodiff/gradientRules.ts';
import { compareEngines } from '../fixtures/compareEngines.ts';
import { tfjsOnProcessor } from '../fixtures/tfjsOnProcessor.ts';

const seed = 20;
const networks = 130;
const tolerance = 1e-4;

/** `npm run bench:networks` does the same with a thousand. */
it('small random networks have the same loss and gradients on onnxruntime and on tfjs', async () => {
  const tf = await tfjsOnProcessor();
  const before = tf.memory().numTensors;
  const disagreements: string[] = [];
  const used = new Set<string>();
  for (let index = 0; index < networks; index++) {
    const { name, operators, difference, where } = await compareEngines(tf, seed, index);
    for (const operator of operators) used.add(operator);
    if (difference > tolerance) disagreements.push(`${name}: ${difference} in ${where}`);
  }
  expect(disagreements).toEqual([]);
  expect(Object.keys(gradientRules).filter((operator) => !used.has(operator))).toEqual([]);
  expect(tf.memory().numTensors).toBe(before);
});
