import { createHash } from 'node:crypto';
import { copyFile, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { cutOutReply, type CutOutReply, type CutOutRequest } from '../../app/contract/cutOutMessages.ts';
import { AppError } from '../../app/contract/errors.ts';
import type { DeviceMemory } from '../../app/contract/workerMessages.ts';
import type { RunDataset, RunImage } from '../../app/training/runDataset.ts';
import { obstaclesInEnglish } from '../../app/training/plan/planObstacles.ts';
import { cutOutsFolderOf } from '../media/cacheFolder.ts';
import { createRequestWorker } from '../processes/requestWorker.ts';
import { workerEntry } from '../processes/workerEntry.ts';
import type { ProjectStore } from '../store/projectStore.ts';
import { configFor, planFor, type TrainingWishes } from './plannedTraining.ts';
import { readTrainingSet, runDataset } from './trainingSet.ts';

/** What the cut-outs of a training would look like, as picture files. */
export interface CutOutPreview {
  /** Names the settings and images that they were made from; a folder of the cache. */
  readonly key: string;
  readonly files: readonly string[];
}

const cutOutCount = 12;
/** Previews beyond this number make room for newer ones. */
const keptPreviews = 20;

/**
 * Draws the first cut-outs that a training by these wishes would learn from, of a part of its images. The same wishes on
 * the same images are drawn once. Throws NO_TRAINING_DATA where nothing is labelled, INVALID_INPUT for unfit settings,
 * FILE_UNREADABLE where an image is gone.
 */
export async function previewCutOuts(
  log: Logger,
  project: ProjectStore,
  wishes: TrainingWishes,
  known: DeviceMemory,
): Promise<CutOutPreview> {
  const trainingSet = readTrainingSet(project);
  const plan = await planFor(project, trainingSet, wishes, known);
  if (plan.obstacle !== null) throw new AppError('NO_TRAINING_DATA', obstaclesInEnglish[plan.obstacle]);
  const config = configFor(plan, wishes);
  const dataset = someImages(runDataset(project, trainingSet));
  const texts = { 'config.json': JSON.stringify(config), 'dataset.json': JSON.stringify(dataset) };
  const key = createHash('sha256').update(Object.values(texts).join('\n')).digest('hex').slice(0, 32);
  const all = cutOutsFolderOf(project.folder);
  const files = await drawnFiles(join(all, key));
  if (files.length > 0) return { key, files };

  const unfinished = join(all, `${key}.${process.pid}.${Date.now()}.new`);
  await mkdir(unfinished, { recursive: true });
  try {
    for (const [name, text] of Object.entries(texts)) await writeFile(join(unfinished, name), text);
    const drawn = await draw(log, unfinished);
    // Whoever was faster has drawn the same.
    await rename(unfinished, join(all, key)).catch(async (error: unknown) => {
      if ((await drawnFiles(join(all, key))).length === 0) throw error;
    });
    await removeOld(all, key);
    return { key, files: drawn };
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

/** The same as PNG files in a folder of the person's; returns their paths. */
export async function saveCutOuts(project: ProjectStore, { key, files }: CutOutPreview, folder: string) {
  await mkdir(folder, { recursive: true });
  const saved: string[] = [];
  for (const [i, file] of files.entries()) {
    const target = join(folder, `cut-out-${String(i + 1).padStart(2, '0')}.png`);
    await copyFile(join(cutOutsFolderOf(project.folder), key, file), target);
    saved.push(target);
  }
  return saved;
}

async function draw(log: Logger, folder: string): Promise<readonly string[]> {
  const worker = createRequestWorker<CutOutRequest, CutOutReply>({
    name: 'cut-out-worker',
    entry: workerEntry('cutouts'),
    log,
    reply: cutOutReply,
  });
  try {
    const reply = await worker.request({ kind: 'draw', folder, count: cutOutCount });
    return reply.files;
  } finally {
    await worker.close();
  }
}

async function drawnFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => name.endsWith('.png')).sort((a, b) => Number.parseInt(a) - Number.parseInt(b));
}

async function removeOld(all: string, newest: string): Promise<void> {
  const others = (await readdir(all)).filter((name) => name !== newest && !name.endsWith('.new'));
  for (const name of others.slice(keptPreviews - 1)) await rm(join(all, name), { recursive: true, force: true });
}

const imagesPerLabel = 4;
const fewestImages = 24;

/** Some images with objects of each label, some without any, and some more from all over the set: enough for a look. */
function someImages({ labels, images }: RunDataset): RunDataset {
  const train = images.filter(({ split }) => split === 'train');
  const chosen = new Set<RunImage>();
  const choose = (from: readonly RunImage[], count: number): void => {
    const stride = Math.max(1, Math.floor(from.length / count));
    for (let i = 0; i < Math.min(count, from.length); i++) chosen.add(from[i * stride] as RunImage);
  };
  for (const classIndex of labels.keys()) {
    choose(
      train.filter(({ objects }) => objects.some((object) => object.classIndex === classIndex + 1)),
      imagesPerLabel,
    );
  }
  choose(
    train.filter(({ objects }) => objects.length === 0),
    imagesPerLabel,
  );
  choose(train, Math.max(0, fewestImages - chosen.size));
  return { labels, images: train.filter((image) => chosen.has(image)) };
}
