import { copyFile, open, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import { AppError } from '../../app/contract/errors.ts';
import type { ModelSummary } from '../../app/contract/views.ts';
import type { RunId } from '../../app/model/records.ts';
import { modelCard } from '../../app/training/modelCard.ts';
import { stageFolder } from '../jobs/stagedFolder.ts';
import type { ProjectStore } from '../store/projectStore.ts';
import { timeStampId } from './timeStampId.ts';

const modelFiles = ['model.onnx', 'card.json'] as const;

/**
 * Takes the finished model of a run into `models/<id>`; the folder appears whole or not at all. Throws DISK_FULL; then the
 * run, whose folder has the model, can go on to here again.
 */
export async function registerModel(project: ProjectStore, runId: RunId, bestDice: number): Promise<ModelSummary> {
  const known = new Set(project.models.known().map((model) => model.id));
  const id = timeStampId(new Date(), (candidate) => known.has(candidate));
  const folder = project.models.folder(id);
  const staged = await stageFolder(folder);
  try {
    await staged.write(async () => {
      for (const file of modelFiles) {
        await copyFile(join(project.runs.folder(runId), file), join(staged.path, file));
        await flush(join(staged.path, file));
      }
    });
    await staged.publish('card.json');
  } finally {
    await staged.discard();
  }
  await flush(dirname(folder));

  const card = await readModelCard(folder);
  const { size } = await stat(join(folder, 'model.onnx'));
  project.models.add({
    id,
    runId,
    name: `Model ${known.size + 1}`,
    createdAt: Date.now(),
    architecture: card.architecture,
    labels: card.labels.map(({ name }) => name),
    trainedOnImages: card.trainedOn.images,
    trainedOnObjects: card.trainedOn.objects,
    validationDice: bestDice,
    byteSize: size,
    datasetHash: card.trainedOn.datasetHash,
  });
  return project.models.get(id);
}

export async function readModelCard(modelFolder: string) {
  const file = join(modelFolder, 'card.json');
  try {
    return v.parse(modelCard, JSON.parse(await readFile(file, 'utf8')));
  } catch (cause) {
    throw new AppError('FILE_UNREADABLE', `The description of the model, ${file}, cannot be read.`, cause);
  }
}

async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
