import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { temporaryFolder } from '../../../tests/fixtures/temporaryFolder.ts';
import { lossTermsOf } from '../../../app/training/lossTerms.ts';
import { parseTrainConfig } from '../../../app/training/trainConfig.ts';
import { catalogueNetwork } from '../../architectures/architecture.ts';
import { noNotes } from '../../onnx/devices/deviceNotes.ts';
import { composeOptimiser } from '../../optimisers/composeOptimiser.ts';
import { initialWeights } from '../initialWeights.ts';
import { tfjsOnProcessor } from '../../../tests/fixtures/tfjsOnProcessor.ts';
import { addOnFile, loadTfjs } from './loadTfjs.ts';
import { openTfjsEngine } from './openTfjsEngine.ts';

const require = createRequire(import.meta.url);

/** A package in the place of tfjs-node-gpu, on the processor's backend, which says what a graphics card would. */
async function installStandIn(isUsingGpuDevice: boolean): Promise<string> {
  const folder = temporaryFolder();
  const home = join(folder, 'node_modules', '@tensorflow', 'tfjs-node-gpu');
  await mkdir(dirname(addOnFile(folder)), { recursive: true });
  await mkdir(join(home, 'deps', 'lib'), { recursive: true });
  await writeFile(addOnFile(folder), '');
  await writeFile(join(home, 'deps', 'lib', 'tensorflow.dll'), 'library');
  await writeFile(join(home, 'package.json'), JSON.stringify({ name: '@tensorflow/tfjs-node-gpu', main: 'main.cjs' }));
  const source = `
    const util = require('util');
    const tf = require(${JSON.stringify(require.resolve('@tensorflow/tfjs-core'))});
    require(${JSON.stringify(require.resolve('@tensorflow/tfjs-backend-cpu'))});
    tf.enableProdMode();
    if (util.isNullOrUndefined(1)) throw new Error('1 is a number');
    module.exports = { ...tf, backend: () => ({ isUsingGpuDevice: ${isUsingGpuDevice} }) };`;
  await writeFile(join(home, 'main.cjs'), source);
  return folder;
}

it('loads the installed package, with what Node no longer has', async () => {
  const tf = await loadTfjs(await installStandIn(true));
  expect(Array.from(tf.add([1, 2], [3, 4]).dataSync())).toEqual([4, 6]);
});

it('refuses a library that would compute on the processor', async () => {
  const folder = await installStandIn(false);
  await expect(loadTfjs(folder)).rejects.toThrow('would compute on the processor');
});

it('puts the library beside the add-on on Windows', async () => {
  const folder = await installStandIn(true);
  const place = join(dirname(addOnFile(folder)), 'tensorflow.dll');
  await loadTfjs(folder, 'linux');
  expect(existsSync(place)).toBe(false);
  await loadTfjs(folder, 'win32');
  expect(existsSync(place)).toBe(true);
});

it.skipIf(process.platform !== 'linux' || process.arch !== 'x64')(
  'trains where every step of its test answers',
  async () => {
    // With the gradients, which the installed package brings along.
    await tfjsOnProcessor();
    const folder = await installStandIn(true);
    const programs = temporaryFolder();
    await writeFile(join(programs, 'nvidia-smi'), '#!/bin/sh\necho "Stand-in, 525.85.12, 15360 MiB"\n', {
      mode: 0o755,
    });
    for (const library of ['libcudart.so.11.0', 'libcudnn.so.8']) await writeFile(join(programs, library), '');
    vi.stubEnv('PATH', `${programs}:${process.env.PATH}`);
    vi.stubEnv('LD_LIBRARY_PATH', programs);
    const config = parseTrainConfig({});
    const network = catalogueNetwork({ ...config, channels: 1, classes: 2, maps: [], width: 2, depth: 1 });
    const learning = { lossTerms: lossTermsOf(config), optimiser: config, weightDecay: 0 };
    const settings = { network, batchSize: 1, patchSize: 4, classWeights: [1, 1], ...learning };
    const engine = await openTfjsEngine(settings, noNotes, folder);
    vi.unstubAllEnvs();
    expect(engine.device).toBe('tfjs');
    expect(engine.trials).toEqual([
      { device: 'tfjs', usable: true, reason: 'tfjs-node-gpu works on the graphics card.' },
    ]);

    const weights = initialWeights(network, 1);
    const optimiser = composeOptimiser(config).init(weights.parameters);
    const state = { step: 0, weights, optimiser };
    const batch = {
      image: Float32Array.from({ length: 16 }, (_, i) => Math.sin(i)),
      target: new Float32Array(16).fill(1),
    };
    const losses = [];
    for (let step = 0; step < 5; step++) losses.push(await engine.run({ step, ...batch }, state, 0.05));
    expect(losses.at(-1)).toBeLessThan(losses[0] ?? 0);
    await engine.release();
  },
);
