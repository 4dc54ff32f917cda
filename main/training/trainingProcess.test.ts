import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import sharp from 'sharp';
import { afterEach, expect, it, vi } from 'vitest';
import type { RunDataset } from '../../app/training/runDataset.ts';
import { parseTrainConfig } from '../../app/training/trainConfig.ts';
import { emulatedGraphics, hasEmulatedGraphics } from '../../tests/fixtures/emulatedGraphics.ts';
import { temporaryFolder } from '../../tests/fixtures/temporaryFolder.ts';
import { createKnownDevices } from '../host/knownDevices.ts';
import { startTrainingProcess } from './trainingProcess.ts';

afterEach(() => vi.unstubAllEnvs());

const side = 32;
const config = { width: 4, depth: 1, patchSize: side, batchSize: 1, threads: 1, minutes: null, steps: 10_000 };

/** A run on one image with one square. */
async function makeRun(folder: string, device: string): Promise<string> {
  const run = join(folder, randomUUID());
  const file = join(folder, `${randomUUID()}.png`);
  mkdirSync(run);
  const raw = { width: side, height: side, channels: 1 } as const;
  await sharp(Buffer.alloc(side ** 2, 90), { raw })
    .toColourspace('b-w')
    .png()
    .toFile(file);
  const geometry = { kind: 'polygon', parts: [{ outline: [4, 4, 20, 4, 20, 20, 4, 20], holes: [] }] } as const;
  const dataset: RunDataset = {
    labels: [{ id: 'label', name: 'square', colour: '#ff0000' }],
    images: [
      {
        ...{ id: 'image', name: 'image.png', file, split: 'train', bitDepth: 8 },
        ...raw,
        objects: [{ classIndex: 1, geometry, isCrowd: false }],
      },
    ],
  };
  writeFileSync(join(run, 'config.json'), JSON.stringify({ ...config, device }));
  writeFileSync(join(run, 'dataset.json'), JSON.stringify(dataset));
  return run;
}

it.runIf(hasEmulatedGraphics)(
  'remembers what a run found of a device, and forgets it where the run dies on it',
  async () => {
    for (const [name, value] of Object.entries(emulatedGraphics)) vi.stubEnv(name, value);
    const folder = temporaryFolder();
    const log = pino({ level: 'silent' });
    const knownDevices = createKnownDevices(log, join(folder, 'home'));
    const known = await knownDevices.read();
    const runFolder = await makeRun(folder, 'webgpu');
    let sawFinding = false;
    const run = { folder: runFolder, config: parseTrainConfig(config) };
    const training = startTrainingProcess({ log, knownDevices }, run, known, (message) => {
      if (message.kind !== 'step') return;
      void knownDevices.read().then(({ findings }) => {
        sawFinding = findings.some(({ device, works }) => device === 'webgpu' && works);
        if (training.pid !== undefined) process.kill(training.pid, 'SIGKILL');
      });
    });
    await expect(training.finished).rejects.toMatchObject({ code: 'WORKER_CRASHED' });
    expect(sawFinding).toBe(true);
    expect((await knownDevices.read()).findings).toEqual([]);
  },
  120_000,
);
