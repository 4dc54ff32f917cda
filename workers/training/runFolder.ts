import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { AppError } from '../../app/contract/errors.ts';
import type { RunDataset } from '../../app/training/runDataset.ts';
import { parseTrainConfig, type TrainConfig } from '../../app/training/trainConfig.ts';

export interface RunInput {
  readonly config: TrainConfig;
  readonly dataset: RunDataset;
  /** SHA-256 of what is learnt from, hex: labels, images and objects, without paths of this machine. */
  readonly datasetHash: string;
}

const ring = v.array(v.number());
const geometry = v.variant('kind', [
  v.object({
    kind: v.literal('polygon'),
    parts: v.array(v.object({ outline: ring, holes: v.array(ring) })),
  }),
  v.object({
    kind: v.literal('mask'),
    box: v.object({ x: v.number(), y: v.number(), width: v.number(), height: v.number() }),
    counts: v.string(),
  }),
]);
const size = v.pipe(v.number(), v.integer(), v.minValue(1));
const runDataset = v.object({
  labels: v.pipe(v.array(v.object({ id: v.string(), name: v.string(), colour: v.string() })), v.maxLength(254)),
  images: v.array(
    v.object({
      id: v.string(),
      name: v.string(),
      file: v.string(),
      width: size,
      height: size,
      channels: v.picklist([1, 3]),
      bitDepth: v.picklist([8, 16]),
      split: v.picklist(['train', 'val', 'test']),
      objects: v.array(v.object({ classIndex: size, geometry, isCrowd: v.boolean() })),
    }),
  ),
});

/** Reads `config.json` and `dataset.json`. Throws `INVALID_INPUT` naming the file and what is wrong in it. */
export async function readRunFolder(runFolder: string): Promise<RunInput> {
  const config = parseTrainConfig(await readJson(runFolder, 'config.json'));
  const parsed = v.safeParse(runDataset, await readJson(runFolder, 'dataset.json'));
  if (!parsed.success) {
    const [issue] = parsed.issues;
    const place = v.getDotPath(issue) ?? '';
    throw new AppError('INVALID_INPUT', `dataset.json of the run is damaged at "${place}": ${issue.message}`);
  }
  const dataset: RunDataset = parsed.output;
  if (!dataset.images.some(({ split, objects }) => split === 'train' && objects.length > 0)) {
    throw new AppError('NO_TRAINING_DATA', 'No image to train on has an object: label some first.');
  }
  return { config, dataset, datasetHash: hashDataset(dataset) };
}

async function readJson(runFolder: string, name: string): Promise<unknown> {
  const file = join(runFolder, name);
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new AppError('INVALID_INPUT', `${file} cannot be read: a run folder needs it.`, cause);
  });
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new AppError('INVALID_INPUT', `${file} is no JSON file.`, cause);
  }
}

function hashDataset({ labels, images }: RunDataset): string {
  const portable = images.map(({ file: _file, ...image }) => image);
  return createHash('sha256')
    .update(JSON.stringify({ labels, images: portable }))
    .digest('hex');
}
