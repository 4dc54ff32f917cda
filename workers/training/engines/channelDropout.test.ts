import { describe, expect, it } from 'vitest';
import { smallNetwork } from '../../../tests/fixtures/catalogueNetworks.ts';
import { freshState, stripedBatch } from '../../../tests/fixtures/compareTraining.ts';
import { lossTermsOf } from '../../../app/training/lossTerms.ts';
import { parseTrainConfig } from '../../../app/training/trainConfig.ts';
import { keptChannels, type DropoutSettings } from './channelDropout.ts';
import { openOnnxruntimeEngine } from './onnxruntimeEngine.ts';

const masks = [
  { name: 'dropout.0', channels: 400 },
  { name: 'dropout.1', channels: 300 },
];

describe('the channels that a step keeps', () => {
  const kept = (step: number, seed = 1, share = 0.25) =>
    keptChannels({ dropout: { share, seed }, batchSize: 10 }, masks, step);

  it('are as many as said, raised so that the mean stays', () => {
    const { 'dropout.0': values = new Float32Array() } = kept(7);
    expect(values).toHaveLength(4000);
    expect(new Set(values)).toEqual(new Set([0, Math.fround(4 / 3)]));
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(Math.abs(mean - 1)).toBeLessThan(0.05);
  });

  it('follow from seed, step and place alone', () => {
    expect(kept(7)).toEqual(kept(7));
    const [first = new Float32Array(), second] = Object.values(kept(7));
    for (const other of [kept(8)['dropout.0'], kept(7, 2)['dropout.0'], second]) {
      expect(Array.from(other?.subarray(0, 100) ?? [])).not.toEqual(Array.from(first.subarray(0, 100)));
    }
  });
});

describe('a step with dropout', () => {
  const network = smallNetwork('unet');
  const config = parseTrainConfig({ optimiser: 'sgd' });
  const learning = { lossTerms: lossTermsOf(config), optimiser: config, weightDecay: 0 };
  const settings = { network, batchSize: 2, patchSize: 16, classWeights: [1, 1, 1], ...learning };

  async function lossAt(step: number, dropout?: DropoutSettings): Promise<number> {
    const complete = dropout === undefined ? settings : { ...settings, dropout };
    const engine = await openOnnxruntimeEngine(complete, 'cpu', 1);
    const state = { ...freshState(network, config), step };
    const loss = await engine.run({ step, ...stripedBatch(settings) }, state, 0.01);
    await engine.release();
    return loss;
  }

  it('gives the same loss again, another one at another step, and none of its own without a share', async () => {
    const dropout = { share: 0.5, seed: 3 };
    expect(await lossAt(4, dropout)).toBe(await lossAt(4, dropout));
    expect(await lossAt(5, dropout)).not.toBe(await lossAt(4, dropout));
    expect(await lossAt(4, { share: 0, seed: 3 })).toBeCloseTo(await lossAt(4), 6);
  });
});
