import { expect, it } from 'vitest';
import { lossTermsOf } from './lossTerms.ts';
import { defaultTrainConfig, parseTrainConfig } from './trainConfig.ts';

it('is cross-entropy and Dice by default, and leaves out what weighs nothing', () => {
  expect(lossTermsOf(defaultTrainConfig)).toEqual([
    { kind: 'crossEntropy', weight: 1, labelSmoothing: 0 },
    { kind: 'dice', weight: 1 },
  ]);
  const config = parseTrainConfig({ crossEntropyWeight: 0, diceWeight: 0, focalWeight: 2, tverskyWeight: 0.5 });
  expect(lossTermsOf(config)).toEqual([
    { kind: 'tversky', weight: 0.5, falsePositiveWeight: 0.3, falseNegativeWeight: 0.7 },
    { kind: 'focal', weight: 2, focus: 2 },
  ]);
});
