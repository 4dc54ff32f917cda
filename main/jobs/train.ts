import { AppError } from '../../app/contract/errors.ts';
import type { Job, JobResult, ModelComparison } from '../../app/contract/jobs.ts';
import type { ModelSummary } from '../../app/contract/views.ts';
import type { RunId } from '../../app/model/records.ts';
import type { HostContext } from '../host/hostContext.ts';
import type { ProjectStore } from '../store/projectStore.ts';
import { recordRun } from '../training/recordRun.ts';
import { registerModel } from '../training/registerModel.ts';
import { startTrainingProcess, type FinishedMessage } from '../training/trainingProcess.ts';
import { evaluateModel } from './evaluate.ts';
import type { JobProgress } from './jobBoard.ts';

type TrainResult = Extract<JobResult, { kind: 'train' }>;

/** Starts (or, where the run folder has a checkpoint, goes on with) a prepared run. */
export function startTrainJob(context: HostContext, project: ProjectStore, runId: RunId): Job {
  context.activeRuns.requireNone();
  const { trainImages } = project.runs.details(runId);
  return context.jobs.start({
    kind: 'train',
    title: `Train on ${trainImages} images`,
    unit: 'steps',
    work: (progress) => train(context, project, runId, progress),
  });
}

async function train(
  context: HostContext,
  project: ProjectStore,
  runId: RunId,
  progress: JobProgress,
): Promise<TrainResult> {
  try {
    const finished = await runToEnd(context, project, runId, progress);
    progress.update({ detail: 'Comparing with the model in use' });
    const result = await adopt(context, project, runId, finished, progress);
    const run = project.runs.update(runId, {
      state: finished.reason === 'stopped' ? 'stopped' : 'finished',
      finishedAt: Date.now(),
      steps: finished.steps,
      bestDice: finished.bestDice,
      modelId: result.modelId,
      error: null,
    });
    context.events.publish({ kind: 'run', run });
    return result;
  } catch (error) {
    const crashed = error instanceof AppError && error.code === 'WORKER_CRASHED';
    const message = error instanceof AppError ? error.message : 'Training failed inside the program.';
    const state = crashed ? 'interrupted' : 'failed';
    const run = project.runs.update(runId, { state, finishedAt: Date.now(), error: message });
    context.events.publish({ kind: 'run', run });
    throw error;
  }
}

async function runToEnd(
  context: HostContext,
  project: ProjectStore,
  runId: RunId,
  progress: JobProgress,
): Promise<FinishedMessage> {
  const run = project.runs.update(runId, { state: 'running', finishedAt: null, error: null });
  context.events.publish({ kind: 'run', run });
  const record = recordRun(project, runId, progress);
  const training = startTrainingProcess(context, project.runs.folder(runId), (message) => {
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

/** Registers the new model; it is taken into use unless the previous one is better on the same held-out images. */
async function adopt(
  context: HostContext,
  project: ProjectStore,
  runId: RunId,
  finished: FinishedMessage,
  progress: JobProgress,
): Promise<TrainResult> {
  const previous = project.models.list().find((model) => model.inUse) ?? null;
  const model = await registerModel(project, runId, finished.bestDice);
  const comparison = previous && (await compare(context, project, previous, model, progress));
  const inUse = previous === null || (comparison !== null && comparison.newDice >= comparison.previousDice);
  if (inUse) project.models.use(model.id);
  context.events.publish({ kind: 'modelsChanged' });
  const { bestDice, steps, reason } = finished;
  return { kind: 'train', runId, modelId: model.id, bestDice, steps, reason, comparison, inUse };
}

/** `null` where there are no held-out images, or the person does not want to wait. */
async function compare(
  context: HostContext,
  project: ProjectStore,
  previous: ModelSummary,
  model: ModelSummary,
  progress: JobProgress,
): Promise<ModelComparison | null> {
  const heldOut = project.images.list().some((image) => image.split === 'val');
  if (!heldOut || progress.signal.aborted) return null;
  const { signal } = progress;
  const before = await evaluateModel(context, project, previous, 'val', { signal });
  const after = await evaluateModel(context, project, model, 'val', { signal });
  if (before.meanDice === null || after.meanDice === null) return null;
  return {
    previousModelId: previous.id,
    previousDice: before.meanDice,
    newDice: after.meanDice,
    images: after.images,
  };
}
