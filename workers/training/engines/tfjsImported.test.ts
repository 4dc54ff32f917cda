import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareTraining } from '../../../tests/fixtures/compareTraining.ts';
import { hasPytorch, runPython } from '../../../tests/fixtures/pytorch.ts';
import { tfjsOnProcessor } from '../../../tests/fixtures/tfjsOnProcessor.ts';
import { lossTermsOf } from '../../../app/training/lossTerms.ts';
import { parseTrainConfig } from '../../../app/training/trainConfig.ts';
import { importNetwork } from '../../imported/importedNetwork.ts';
import { readForeignModel } from '../../imported/readForeignModel.ts';

const patchSize = 32;
const importing = { classes: 4, maps: [], channels: 3, patchSize, cut: null, freeze: [], freezeLayers: 0 } as const;

describe.skipIf(!hasPytorch)('networks that PyTorch saved take the same step on tfjs and on onnxruntime', () => {
  const folder = mkdtempSync(join(tmpdir(), 'maskwright-pytorch-'));
  beforeAll(() => void runPython('generators/pytorchModels.py', [folder]), 120_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each([
    ['unet', 'training'],
    ['deeplab', 'training'],
    ['mobile', 'training'],
    ['lines', 'training'],
    ['deeplab', 'frozen'],
  ] as const)('%s, its normalisation %s', async (name, batchNorm) => {
    const model = await readForeignModel(
      join(folder, `${name}-${batchNorm === 'training' ? 'training' : 'eval'}.onnx`),
    );
    const network = importNetwork(model, { ...importing, batchNorm });
    const config = parseTrainConfig({ optimiser: 'sgd' });
    const learning = { lossTerms: lossTermsOf(config), optimiser: config, weightDecay: 0.01 };
    const settings = { network, batchSize: 2, patchSize, classWeights: [1, 1, 2, 1], ...learning };
    const [where, largest] = await compareTraining(await tfjsOnProcessor(), settings, 1);
    expect(largest, where).toBeLessThan(1e-4);
  });
});
