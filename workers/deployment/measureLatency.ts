import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Tensor } from 'onnxruntime-node';
import { sessionDevice, type SessionDevice } from '../../app/contract/workerMessages.ts';
import * as v from 'valibot';
import { predictionTileSide, readCard } from '../inference/segmenter.ts';
import { readModel, writeModel } from '../onnx/file/modelFile.ts';
import { openSession } from '../onnx/session.ts';
import { inWebgpuForm } from '../onnx/webgpu/webgpuForm.ts';

/**
 * `node measureLatency.ts <device> <seconds> <model folder>`: how long a model takes for one tile, as lines of JSON: the
 * seconds that have passed, `{ seconds }`, and at last `{ tileSide, msPerTile, megapixelsPerSecond, memoryBytes }` or
 * `{ reason }`. In a process of its own, because a broken driver ends the one that loads it.
 */

/** Runs that are not counted: the first compile programs and take memory. */
const warmUps = 2;

interface Measured {
  readonly tileSide: number;
  readonly msPerTile: number;
  readonly megapixelsPerSecond: number;
  readonly memoryBytes: number | null;
}

async function measure(device: SessionDevice, seconds: number, folder: string): Promise<Measured> {
  const card = await readCard(folder);
  const stored = await readFile(join(folder, 'model.onnx'));
  const model = device === 'webgpu' ? writeModel(inWebgpuForm(readModel(stored))) : stored;
  const side = predictionTileSide(card.input);
  const { channels, name } = card.input;
  const image = Float32Array.from({ length: channels * side ** 2 }, (_, pixel) => Math.sin(pixel / 7));
  const memoryBefore = process.memoryUsage.rss();
  const session = await openSession(model, { device });
  const runOnce = async (): Promise<number> => {
    const start = performance.now();
    const results = await session.run({ [name]: new Tensor('float32', image, [1, channels, side, side]) });
    const numbers = results[card.output.name]?.data as Float32Array | undefined;
    if (numbers?.[0] === undefined || !Number.isFinite(numbers[0])) throw new Error('It computes no finite numbers.');
    return performance.now() - start;
  };
  for (let run = 0; run < warmUps; run++) await runOnce();
  say({ seconds: 0 });
  const startedAt = performance.now();
  const times: number[] = [];
  for (let passed = 0; passed < seconds;) {
    times.push(await runOnce());
    passed = (performance.now() - startedAt) / 1000;
    say({ seconds: Math.min(passed, seconds) });
  }
  const msPerTile = times.toSorted((a, b) => a - b)[times.length >> 1] as number;
  const memoryBytes = Math.max(1, process.resourceUsage().maxRSS * 1024 - memoryBefore);
  return {
    tileSide: side,
    msPerTile,
    megapixelsPerSecond: side ** 2 / 1e3 / msPerTile,
    memoryBytes: device === 'cpu' ? memoryBytes : null,
  };
}

function say(line: object, then?: () => void): void {
  // Drivers print lines of their own between ours.
  process.stdout.write(`\n${JSON.stringify(line)}\n`, then);
}

const [device, seconds = '5', folder = ''] = process.argv.slice(2);
const answer = await measure(v.parse(sessionDevice, device), Number(seconds), folder).catch((cause: unknown) => {
  return { reason: (cause instanceof Error ? cause.message : String(cause)).split('\n')[0] ?? '' };
});
say(answer, () => process.exit());
