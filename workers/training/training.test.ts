import { fork } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { modelCard } from '../../app/training/modelCard.ts';
import type { RunDataset } from '../../app/training/runDataset.ts';
import type { TrainConfig } from '../../app/training/trainConfig.ts';
import { emulatedGraphics, hasEmulatedGraphics } from '../../tests/fixtures/emulatedGraphics.ts';
import {
  drawDataset,
  lastMessage,
  lossesOf,
  makeRunFolder,
  trainingEntry,
  trainInWorker,
  type Outcome,
} from '../../tests/fixtures/trainingRuns.ts';
import { catalogueNetwork } from '../architectures/architecture.ts';
import { buildForwardGraph } from '../architectures/forwardGraph.ts';
import { countNumbers } from '../architectures/trainableNetwork.ts';
import { decodePixels } from '../images/decodePixels.ts';
import { openSegmenter } from '../inference/segmenter.ts';
import { writeModel } from '../onnx/file/modelFile.ts';
import { loadCheckpoint } from './checkpoint.ts';

let folder: string;
let dataset: RunDataset;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'training-'));
  dataset = await drawDataset(folder);
});
afterAll(() => rm(folder, { recursive: true }));

const makeRun = (name: string, config: Partial<TrainConfig>, data: RunDataset = dataset): Promise<string> =>
  makeRunFolder(join(folder, name), config, data);
const kinds = ({ messages }: Outcome): Set<string> => new Set(messages.map(({ kind }) => kind));

describe('the training worker', () => {
  it('learns, and leaves a model, its card, metrics, previews and two checkpoints', async () => {
    const run = await makeRun('learns', { steps: 90, validateEverySteps: 30, learningRate: 0.01, warmUpSteps: 5 });
    const outcome = await trainInWorker(run);
    expect(outcome.exitCode).toBe(0);
    expect(kinds(outcome)).toEqual(new Set(['started', 'step', 'checkpoint', 'validation', 'preview', 'finished']));
    const losses = lossesOf(outcome);
    expect(losses).toHaveLength(90);
    expect(Math.max(...losses.slice(-10))).toBeLessThan((losses[0] ?? 0) / 2);
    expect(lastMessage(outcome)).toMatchObject({ kind: 'finished', reason: 'steps', steps: 90 });
    expect((lastMessage(outcome) as { bestDice: number }).bestDice).toBeGreaterThan(0.8);

    const card = v.parse(modelCard, JSON.parse(await readFile(join(run, 'card.json'), 'utf8')));
    expect(card).toMatchObject({
      labels: dataset.labels.map((label) => ({ ...label, smallestArea: expect.any(Number) as number })),
      input: { name: 'image', channels: 1, multipleOf: 4, tileSize: 32 },
      output: { name: 'probabilities' },
      trainedOn: { images: 4, objects: 4 },
    });
    const metrics = (await readFile(join(run, 'metrics.jsonl'), 'utf8')).trim().split('\n');
    expect(metrics).toHaveLength(90 + 3 + 1);
    expect((await readdir(join(run, 'previews'))).sort()).toEqual(['30-image4.png', '60-image4.png', '90-image4.png']);
    expect(await readdir(join(run, 'checkpoints'))).toHaveLength(2);

    const segmenter = await openSegmenter(run, 'cpu');
    const { classMap } = await segmenter.segment(await decodePixels(dataset.images[4]?.file ?? ''));
    const found = classMap.reduce((sum, value) => sum + value, 0);
    expect(Math.abs(found - 18 * 18)).toBeLessThan(80);
    await segmenter.release();
  }, 120_000);

  const composed = { optimiser: 'sgd', nesterov: true, clipNorm: 2, averageDecay: 0.9, accumulateSteps: 5 } as const;

  it('stops when asked, and keeps the best model so far', async () => {
    const run = await makeRun('stopped', { steps: 100_000, validateEverySteps: 5 });
    const outcome = await trainInWorker(run, (message, worker) => {
      if (message.kind === 'validation' && message.step === 10) worker.send({ kind: 'stop' });
    });
    expect(outcome.exitCode).toBe(0);
    expect(lastMessage(outcome)).toMatchObject({ kind: 'finished', reason: 'stopped' });
    const bestStep = (lastMessage(outcome) as { bestStep: number }).bestStep;
    expect([5, 10]).toContain(bestStep);
    expect(JSON.parse(await readFile(join(run, 'card.json'), 'utf8'))).toMatchObject({ metrics: { step: bestStep } });
  }, 120_000);

  it('makes no model where it is stopped while it prepares', async () => {
    const run = await makeRun('stoppedEarly', {});
    const worker = fork(trainingEntry, [run], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
    worker.send({ kind: 'stop' });
    const message = await new Promise((done) => worker.once('message', done));
    expect(message).toMatchObject({
      kind: 'failed',
      message: expect.stringMatching(/before its first step/) as string,
    });
    expect(await readdir(run)).not.toContain('model.onnx');
  }, 60_000);

  it('ends by itself when its parent is gone', async () => {
    const run = await makeRun('orphan', { steps: 100_000 });
    const outcome = await trainInWorker(run, (message, worker) => {
      if (message.kind === 'step' && worker.connected) worker.disconnect();
    });
    expect(lastMessage(outcome)).toMatchObject({ kind: 'step' });
    expect(outcome.exitCode).toBe(0);
  }, 120_000);

  it('ends early where nothing gets better, and takes the last weights where nothing is held out', async () => {
    const trainOnly = { ...dataset, images: dataset.images.map((image) => ({ ...image, split: 'train' as const })) };
    const unheld = await trainInWorker(await makeRun('unheld', { steps: 3 }, trainOnly));
    expect(lastMessage(unheld)).toMatchObject({ kind: 'finished', reason: 'steps', bestStep: 3, bestDice: 0 });
    const rigid = { learningRate: 1e-6, validateEverySteps: 1, patience: 2, steps: 500 };
    expect(lastMessage(await trainInWorker(await makeRun('converged', rigid)))).toMatchObject({
      kind: 'finished',
      reason: 'converged',
    });
  }, 120_000);

  it('exports the averaged weights where there are any', async () => {
    const trainOnly = { ...dataset, images: dataset.images.map((image) => ({ ...image, split: 'train' as const })) };
    const run = await makeRun('averaged', { steps: 4, averageDecay: 0.9 }, trainOnly);
    await trainInWorker(run);
    const state = await loadCheckpoint(run, () => undefined);
    const averaged = state?.optimiser.averagedParameters ?? new Float32Array();
    expect(state?.best?.weights.parameters).toEqual(averaged);
    expect(state?.weights.parameters).not.toEqual(averaged);
    const network = catalogueNetwork({
      architecture: 'unet',
      channels: 1,
      classes: 2,
      maps: [],
      width: 4,
      depth: 2,
      normalisation: 'instance',
    });
    const model = Buffer.from(
      writeModel(buildForwardGraph(network, { parameters: averaged, buffers: new Float32Array() })),
    );
    expect(model.equals(await readFile(join(run, 'model.onnx')))).toBe(true);
  }, 120_000);

  it('continues from an earlier model where names and shapes match', async () => {
    const earlier = await makeRun('earlier', {});
    await trainInWorker(earlier);
    const initialModel = join(earlier, 'model.onnx');
    const fresh = lossesOf(await trainInWorker(await makeRun('fresh', { steps: 1, seed: 4 })));
    const continued = lossesOf(await trainInWorker(await makeRun('continued', { steps: 1, seed: 4, initialModel })));
    const twoLabels = { ...dataset, labels: [...dataset.labels, { id: 'label2', name: 'other', colour: '#00ff00' }] };
    const widened = await trainInWorker(await makeRun('widened', { steps: 1, initialModel }, twoLabels));
    expect(continued[0]).toBeLessThan(fresh[0] ?? 0);
    expect(widened.exitCode).toBe(0);
  }, 120_000);

  it('fails with one clear sentence where the loss is no number', async () => {
    const network = catalogueNetwork({
      architecture: 'unet',
      channels: 1,
      classes: 2,
      maps: [],
      width: 4,
      depth: 2,
      normalisation: 'none',
    });
    const parameters = new Float32Array(countNumbers(network.parameters)).fill(1e30);
    const initialModel = join(folder, 'huge.onnx');
    await writeFile(initialModel, writeModel(buildForwardGraph(network, { parameters, buffers: new Float32Array() })));
    const outcome = await trainInWorker(await makeRun('diverging', { initialModel, normalisation: 'none' }));
    expect(outcome.exitCode).toBe(1);
    const message = expect.stringMatching(/no longer a number at step 1: lower the learning rate/) as string;
    expect(lastMessage(outcome)).toMatchObject({ kind: 'failed', message });
  }, 120_000);

  it('names a missing image', async () => {
    const images = dataset.images.map((image, index) =>
      index === 0 ? { ...image, file: join(folder, 'gone.png') } : image,
    );
    const outcome = await trainInWorker(await makeRun('missing', {}, { ...dataset, images }));
    expect(outcome.exitCode).toBe(1);
    expect(lastMessage(outcome)).toMatchObject({
      kind: 'failed',
      message: expect.stringMatching(/gone\.png/) as string,
    });
  }, 120_000);

  const everything = {
    ...composed,
    accumulateSteps: 2,
    steps: 3,
    labelSmoothing: 0.1,
    binaryCrossEntropyWeight: 1,
    jaccardWeight: 1,
    tverskyWeight: 1,
    focalWeight: 1,
    smoothL1Weight: 1,
  };
  it.runIf(hasEmulatedGraphics).each([
    ['', {}],
    ['Everything', everything],
  ])(
    'learns the same on a graphics device as on the processor: %s',
    async (name, choices) => {
      const smallest = {
        normalisation: 'none',
        width: 4,
        depth: 1,
        patchSize: 32,
        batchSize: 1,
        steps: 2,
        learningRate: 0.01,
        ...choices,
      } as const;
      const trainOnly = { ...dataset, images: dataset.images.slice(0, 1) };
      const processor = await trainInWorker(await makeRun(`processor${name}`, smallest, trainOnly));
      const config = { ...smallest, device: 'webgpu' } as const;
      const graphics = await trainInWorker(await makeRun(`graphics${name}`, config, trainOnly), undefined, {
        environment: emulatedGraphics,
      });
      expect(graphics.messages.slice(0, 2)).toMatchObject([
        { kind: 'deviceFound', finding: { device: 'webgpu', works: true } },
        { kind: 'started', device: 'webgpu' },
      ]);
      const differences = lossesOf(graphics).map((loss, index) => Math.abs(loss - (lossesOf(processor)[index] ?? NaN)));
      expect(differences).toHaveLength(smallest.steps);
      expect(Math.max(...differences)).toBeLessThan(1e-4);
    },
    240_000,
  );

  it('refuses a run folder without images to learn from', async () => {
    const outcome = await trainInWorker(await makeRun('nothing', {}, { ...dataset, images: [] }));
    expect(outcome.messages).toEqual([
      expect.objectContaining({ kind: 'failed', message: expect.stringMatching(/label some first/) as string }),
    ]);
  }, 60_000);
});
