import { expect, it } from 'vitest';
import { architectureNames, smallNetwork } from '../../../tests/fixtures/catalogueNetworks.ts';
import { compareTraining } from '../../../tests/fixtures/compareTraining.ts';
import { tfjsOnProcessor } from '../../../tests/fixtures/tfjsOnProcessor.ts';
import { lossTermsOf } from '../../../app/training/lossTerms.ts';
import { parseTrainConfig } from '../../../app/training/trainConfig.ts';

const tf = await tfjsOnProcessor();
const cases = architectureNames.flatMap((architecture) =>
  (['instance', 'batch'] as const).map((normalisation) => ({ architecture, normalisation })),
);

it.each(cases)(
  '$architecture learns the same on tfjs and onnxruntime, with dropout, normalisation $normalisation',
  async ({ architecture, normalisation }) => {
    const network = smallNetwork(architecture, { width: 2, normalisation });
    // The smallest maps must keep some pixels: of one or two, normalisation makes rounding errors as large as numbers.
    const patchSize = architecture === 'fcn8s' ? 64 : 32;
    // The momentum holds the gradients themselves, so these are compared on their own scale.
    const config = parseTrainConfig({ optimiser: 'sgd', momentum: 0.9 });
    const learning = { lossTerms: lossTermsOf(config), optimiser: config, weightDecay: config.weightDecay };
    const dropout = { share: 0.3, seed: 5 };
    const settings = { network, batchSize: 2, patchSize, classWeights: [1, 2.5, 0.5], ...learning, dropout };
    const [where, largest] = await compareTraining(tf, settings, 1);
    expect(largest, where).toBeLessThan(1e-4);
  },
);
