import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../tests/fixtures/temporaryFolder.ts';
import { decodeCheckpoint, encodeCheckpoint, saveCheckpoint, type TrainingState } from './checkpoint.ts';

const vector = (first: number): Float32Array => Float32Array.of(first, Math.PI, -0, 1e-42);
const weights = (first: number) => ({ parameters: vector(first), buffers: Float32Array.of(first + 0.5) });
const state: TrainingState = {
  step: 7,
  elapsedMs: 1234.5,
  validationsWithoutGain: 2,
  validatedStep: 5,
  isThawed: true,
  best: { step: 5, dice: 0.75, dicePerLabel: [null, 0.75], objects: null, weights: weights(9) },
  weights: weights(1),
  optimiser: { velocity: vector(2), averagedParameters: vector(3), accumulatedGradient: vector(4) },
};

it.each([
  ['an optimiser with state', state],
  ['one without', { ...state, optimiser: {} }],
  ['a run without a validation', { ...state, best: null }],
])('keeps every bit of %s', (_name, whole) => {
  expect(decodeCheckpoint(Buffer.from(encodeCheckpoint(whole)))).toStrictEqual(whole);
});

it('holds the scores of many labels and of objects', () => {
  const dicePerLabel = Array.from({ length: 1000 }, (_, index) => index / 1001);
  const objects = { mean: 0.5, atHalf: 0.75, leastContrast: 0.1, leastScore: 0.6 };
  const whole = { ...state, best: { step: 5, dice: 0.75, dicePerLabel, objects, weights: weights(9) } };
  expect(decodeCheckpoint(Buffer.from(encodeCheckpoint(whole)))).toStrictEqual(whole);
});

it('refuses a checkpoint that is cut off', () => {
  const bytes = Buffer.from(encodeCheckpoint(state));
  expect(() => decodeCheckpoint(bytes.subarray(0, -4))).toThrow('cut off');
});

it.each([
  ['weight', { weights: { parameters: Float32Array.of(1, NaN), buffers: new Float32Array() } }],
  ['buffer', { weights: { parameters: vector(1), buffers: Float32Array.of(Infinity) } }],
  ['number of the optimiser', { optimiser: { velocity: Float32Array.of(-Infinity) } }],
])('saves none with a %s that is no number', async (_what, change) => {
  const folder = temporaryFolder();
  await expect(saveCheckpoint(folder, { ...state, ...change })).rejects.toThrow('no numbers');
  expect(existsSync(join(folder, 'checkpoints'))).toBe(false);
});
