import { AppError } from '../../app/contract/errors.ts';
import type { Job, JobResult } from '../../app/contract/jobs.ts';
import type { ModelSummary } from '../../app/contract/views.ts';
import type { DeviceMemory } from '../../app/contract/workerMessages.ts';
import type { RunId } from '../../app/model/records.ts';
import { RunInterruption } from '../../app/training/runFailure.ts';
import { parseTrainConfig } from '../../app/training/trainConfig.ts';
import type { HostContext } from '../host/hostContext.ts';
import type { ProjectStore } from '../store/projectStore.ts';
import type { RunChange } from '../store/runStore.ts';
import { changeRun } from '../training/changeRun.ts';
import { recordRun } from '../training/recordRun.ts';
import { registerModel } from '../training/registerModel.ts';
import { startTrainingProcess, type FinishedMessage } from '../training/trainingProcess.ts';
import { compareModels } from './compareModels.ts';
import type { JobProgress } from './jobBoard.ts';

type TrainResult = Extract<JobResult, { kind: 'train' }>;

/** Starts (or, where the run folder has a checkpoint, goes on with) a prepared run. */
export function startTrainJob(
  context: HostContext,
  project: ProjectStore,
  runId: RunId,
  /** From `context.knownDevices`. */
  known: DeviceMemory,
): Job {
  context.activeRuns.requireNone();
  const { trainImages } = project.runs.details(runId);
  return context.jobs.start({
    kind: 'train',
    title: `Train on ${trainImages} images`,
    unit: 'steps',
    work: (progress) => train(context, project, runId, known, progress),
  });
}

async function train(
  context: HostContext,
  project: ProjectStore,
  runId: RunId,
  known: DeviceMemory,
  progress: JobProgress,
): Promise<TrainResult> {
  const { finished, model } = await makeModel(context, project, runId, known, progress);
  const { comparison, inUse } = await adopt(context, project, runId, model, progress);
  const { bestDice, steps, reason } = finished;
  return { kind: 'train', runId, modelId: model.id, bestDice, steps, reason, comparison, inUse };
}

/** The run and its model; what becomes of the run is stored and told, whether it is good or bad. */
async function makeModel(
  context: HostContext,
  project: ProjectStore,
  runId: RunId,
  known: DeviceMemory,
  progress: JobProgress,
): Promise<{ finished: FinishedMessage; model: ModelSummary }> {
  const settle = (change: RunChange): void => {
    const run = project.runs.update(runId, { ...change, finishedAt: Date.now() });
    context.events.publish({ kind: 'run', run });
  };
  try {
    const finished = await runToEnd(context, project, runId, known, progress);
    const { steps, bestDice, reason } = finished;
    const model = await registerModel(project, runId, bestDice);
    context.events.publish({ kind: 'modelsChanged' });
    settle({ state: reason === 'stopped' ? 'stopped' : 'finished', steps, bestDice, modelId: model.id, error: null });
    return { finished, model };
  } catch (error) {
    const message = error instanceof AppError ? error.message : 'Training failed inside the program.';
    const canGoOn = error instanceof RunInterruption || (error instanceof AppError && error.code === 'DISK_FULL');
    const remedy = error instanceof RunInterruption ? error.remedy : null;
    try {
      settle({ state: canGoOn ? 'interrupted' : 'failed', error: message, remedy });
    } catch (storeError) {
      // Where the disk of the project is full this cannot be kept either; it is interrupted when it is opened next.
      context.log.error({ err: storeError, runId }, 'the end of the run could not be stored');
    }
    throw error;
  }
}

/**
 * Takes the run to its end. Where memory runs out it goes on by itself from the last checkpoint, with half the cut-outs in
 * a step and twice the steps before an update, and says so.
 */
async function runToEnd(
  context: HostContext,
  project: ProjectStore,
  runId: RunId,
  known: DeviceMemory,
  progress: JobProgress,
): Promise<FinishedMessage> {
  for (;;) {
    try {
      return await runOnce(context, project, runId, known, progress);
    } catch (error) {
      const remedy = error instanceof RunInterruption && error.code === 'OUT_OF_MEMORY' ? error.remedy : null;
      if (remedy?.batchSize === undefined || progress.signal.aborted) throw error;
      await changeRun(project, runId, remedy);
      const { batchSize, accumulateSteps = 1 } = remedy;
      const size = `${batchSize} cut-out${batchSize === 1 ? '' : 's'} in a step`;
      const text = `Memory ran out, so the training goes on with ${size} and one update in ${accumulateSteps} steps.`;
      context.log.warn({ err: error, runId }, text);
      context.events.publish({ kind: 'notice', text });
    }
  }
}

async function runOnce(
  context: HostContext,
  project: ProjectStore,
  runId: RunId,
  known: DeviceMemory,
  progress: JobProgress,
): Promise<FinishedMessage> {
  const run = project.runs.update(runId, { state: 'running', finishedAt: null, error: null, remedy: null });
  context.events.publish({ kind: 'run', run });
  const config = parseTrainConfig(project.runs.details(runId).config);
  const record = recordRun(project, runId, progress);
  const started = { folder: project.runs.folder(runId), config };
  const training = startTrainingProcess(context, started, known, (message) => {
    for (const event of record(message)) context.events.publish(event);
  });
  context.activeRuns.add(runId, training);
  progress.signal.addEventListener('abort', training.stop, { once: true });
  try {
    return await training.finished;
  } finally {
    progress.signal.removeEventListener('abort', training.stop);
    context.activeRuns.remove(runId);
  }
}

/** Takes the new model into use, unless the previous one is better on the same held-out images. */
async function adopt(
  context: HostContext,
  project: ProjectStore,
  runId: RunId,
  model: ModelSummary,
  progress: JobProgress,
): Promise<Pick<TrainResult, 'comparison' | 'inUse'>> {
  const previous = project.models.list().find((other) => other.inUse) ?? null;
  if (previous !== null) progress.update({ detail: 'Comparing with the model in use' });
  const comparison = previous && (await compareModels(context, project, previous, model, progress.signal));
  const inUse = previous === null || (comparison !== null && comparison.newDice >= comparison.previousDice);
  if (inUse) project.models.use(model.id);
  context.events.publish({ kind: 'run', run: project.runs.update(runId, { comparison }) });
  context.events.publish({ kind: 'modelsChanged' });
  return { comparison, inUse };
}
