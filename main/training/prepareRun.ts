import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { AppError } from '../../app/contract/errors.ts';
import type { PlannedBeginning, RunSummary } from '../../app/contract/views.ts';
import type { DeviceMemory } from '../../app/contract/workerMessages.ts';
import type { Split } from '../../app/model/records.ts';
import type { RunDataset } from '../../app/training/runDataset.ts';
import type { TrainConfig } from '../../app/training/trainConfig.ts';
import { obstaclesInEnglish } from '../../app/training/plan/planObstacles.ts';
import type { ProjectStore } from '../store/projectStore.ts';
import { copyImport, inspectImport } from './importWorker.ts';
import { configFor, planFor, type TrainingWishes } from './plannedTraining.ts';
import { originOf } from './runOrigin.ts';
import { requireImageFiles } from './requireImageFiles.ts';
import { timeStampId } from './timeStampId.ts';
import { readTrainingSet, runDataset } from './trainingSet.ts';

/**
 * Makes the self-contained folder of a new run (`config.json`, `dataset.json`) and registers the run. From here on the
 * split of its images is fixed. Throws NO_TRAINING_DATA where nothing is labelled, INVALID_INPUT for unfit
 * settings, FILE_UNREADABLE where images are gone, and why a model of another program cannot be trained.
 */
export async function prepareRun(
  log: Logger,
  project: ProjectStore,
  wishes: TrainingWishes,
  known: DeviceMemory,
): Promise<{ readonly run: RunSummary; readonly beginning: PlannedBeginning }> {
  const trainingSet = readTrainingSet(project);
  const plan = await planFor(project, trainingSet, wishes, known);
  if (plan.obstacle !== null) throw new AppError('NO_TRAINING_DATA', obstaclesInEnglish[plan.obstacle]);
  await requireImageFiles(project, trainingSet.images);
  const wanted = configFor(plan, wishes);
  if (wanted.fromModel !== null) await inspectImport(log, wanted, trainingSet);
  const splits = new Map(trainingSet.images.map((image) => [image.id, image.split]));
  const dataset = runDataset(project, trainingSet);
  const run = await createRun(log, project, wanted, dataset, () => project.images.setSplits(splits));
  return { run, beginning: plan.beginning };
}

/** Makes the folder of a run and registers it, in one transaction with what `alongside` stores. */
export async function createRun(
  log: Logger,
  project: ProjectStore,
  wanted: TrainConfig,
  dataset: RunDataset,
  alongside: (run: RunSummary) => void,
): Promise<RunSummary> {
  const taken = new Set(project.runs.list().map(({ id }) => id));
  const id = timeStampId(new Date(), (candidate) => taken.has(candidate));
  const folder = project.runs.folder(id);
  await mkdir(folder, { recursive: true });
  const config = await withOwnFiles(log, wanted, folder);
  await writeFile(join(folder, 'config.json'), JSON.stringify(config, null, 2));
  await writeFile(join(folder, 'dataset.json'), JSON.stringify(dataset));
  const count = (split: Split): number => dataset.images.filter((image) => image.split === split).length;
  return project.transaction(() => {
    const run = project.runs.create({
      id,
      startedAt: Date.now(),
      config: { ...config },
      trainImages: count('train'),
      validationImages: count('val'),
    });
    project.origins.set(id, originOf(project, wanted, dataset));
    alongside(run);
    return run;
  });
}

/** A run goes on without the files that it began with: it has copies. */
async function withOwnFiles(log: Logger, config: TrainConfig, folder: string): Promise<TrainConfig> {
  if (config.fromModel === null && config.weightsFile === null) return config;
  try {
    return await copyImport(log, config, folder);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}
