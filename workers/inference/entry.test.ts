import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import * as v from 'valibot';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { inferenceReply, type InferenceReply } from '../../app/contract/workerMessages.ts';
import type { ModelCard } from '../../app/training/modelCard.ts';
import { float32Tensor } from '../onnx/graph.ts';
import { noNotes } from '../onnx/devices/deviceNotes.ts';
import { GraphBuilder } from '../onnx/graphBuilder.ts';
import { writeModel } from '../onnx/file/modelFile.ts';

const width = 24;
const height = 16;

/** One 1x1 convolution: a pixel of value 1 has the logits (0, 5), one of value 0 has (0, -5). */
function brightnessModel(): Uint8Array {
  const builder = new GraphBuilder();
  const image = builder.input('image', [1, 1, height, width]);
  const kernel = builder.constant(float32Tensor([2, 1, 1, 1], [0, 10]));
  const bias = builder.constant(float32Tensor([2], [0, -5]));
  const logits = builder.add('Conv', [image, kernel, bias], { kernel_shape: [1, 1], pads: [0, 0, 0, 0] });
  builder.output(builder.add('Softmax', [logits], { axis: 1 }, 'probabilities'));
  return writeModel(builder.finish());
}

const card: ModelCard = {
  format: 'maskwright-model-1',
  architecture: 'unet',
  task: 'semantic',
  separation: 'components',
  leastContrast: 0.5,
  leastScore: 0,
  intensities: 'dataset',
  labels: [{ id: 'cell', name: 'Cell', colour: '#ffffff', smallestArea: 10 }],
  input: { name: 'image', channels: 1, multipleOf: 8, tileSize: 64 },
  output: { name: 'probabilities' },
  normalisation: { mean: [0], standardDeviation: [255] },
  trainedOn: { images: 0, objects: 0, datasetHash: '' },
  settings: {},
  metrics: {},
  createdAt: '2026-01-01T00:00:00Z',
  programVersion: '0.1.0',
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inference-worker-'));
  await writeFile(join(folder, 'model.onnx'), brightnessModel());
  await writeFile(join(folder, 'card.json'), JSON.stringify(card));
  const isWhite = (x: number, y: number) => (x >= 2 && x < 8 && y >= 3 && y < 9) || (x === 20 && y === 12);
  const pixels = Uint8Array.from({ length: width * height }, (_, index) =>
    isWhite(index % width, Math.floor(index / width)) ? 255 : 0,
  );
  await sharp(pixels, { raw: { width, height, channels: 1 } })
    .toColourspace('b-w')
    .png()
    .toFile(join(folder, 'image.png'));
});
afterAll(() => rm(folder, { recursive: true }));

let worker: ChildProcess;
beforeEach(() => {
  worker = fork(fileURLToPath(new URL('./entry.ts', import.meta.url)), {
    execArgv: [],
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
  });
});
afterEach(() => worker.kill('SIGKILL'));

/** Sends all requests at once and waits for as many replies, which must fit the schema. */
async function replies(...requests: readonly object[]): Promise<InferenceReply[]> {
  const received: InferenceReply[] = [];
  const all = new Promise<void>((resolve, reject) => {
    worker.on('exit', (code) => reject(new Error(`The worker ended with ${code}.`)));
    worker.on('message', (message) => {
      received.push(v.parse(inferenceReply, message));
      if (received.length === requests.length) resolve();
    });
  });
  for (const request of requests) worker.send(request);
  await all;
  return received;
}

test('opens a model and predicts the objects of an image, in the order of the requests', async () => {
  const answers = await replies(
    { kind: 'open', id: 1, modelFolder: folder, device: 'cpu', known: noNotes.known },
    { kind: 'predict', id: 2, file: join(folder, 'image.png') },
  );
  expect(answers).toEqual([
    {
      kind: 'opened',
      id: 1,
      device: 'cpu',
      trials: [expect.objectContaining({ device: 'cpu', usable: true }) as unknown],
    },
    {
      kind: 'predicted',
      id: 2,
      // The single white pixel is a speck; the square has the probability 1 / (1 + exp(-5)).
      instances: [
        {
          classIndex: 1,
          score: expect.closeTo(0.993307, 5) as number,
          geometry: { kind: 'mask', box: { x: 2, y: 3, width: 6, height: 6 }, counts: '0T1' },
        },
      ],
      durationMs: expect.any(Number) as number,
    },
  ]);
});

test('says what is wrong in one sentence, and goes on', async () => {
  const file = join(folder, 'card.json');
  const missing = join(folder, 'nothing');
  const answers = await replies(
    { kind: 'predict', id: 1, file },
    { kind: 'open', id: 2, modelFolder: missing, device: 'cpu', known: noNotes.known },
    { kind: 'open', id: 3, modelFolder: folder, device: 'cpu', known: noNotes.known },
    { kind: 'predict', id: 4, file },
    { kind: 'predict', id: 5 },
    { kind: 'ping' },
  );
  const byId = new Map(answers.map((answer) => ['id' in answer ? answer.id : 0, answer]));
  const failure = (code: string, message: string) =>
    expect.objectContaining({ kind: 'failed', code, message }) as unknown;
  expect([0, 1, 2, 3, 4, 5].map((id) => byId.get(id))).toEqual([
    { kind: 'pong' },
    failure('NO_MODEL', 'No model is open in the inference worker.'),
    failure('NO_MODEL', `${missing} holds no card.json.`),
    expect.objectContaining({ kind: 'opened' }),
    failure('FILE_UNREADABLE', `${file} cannot be read as an image.`),
    expect.objectContaining({ kind: 'failed', code: 'INVALID_INPUT' }),
  ]);
});

test('ends when the channel to its parent closes', async () => {
  await replies({ kind: 'ping' });
  worker.removeAllListeners('exit');
  const ended = once(worker, 'exit');
  worker.disconnect();
  expect(await ended).toEqual([0, null]);
});
