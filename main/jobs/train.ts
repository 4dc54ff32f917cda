import type { Job, JobResult } from '../../app/contract/jobs.ts';
import type { ModelSummary } from '../../app/contract/views.ts';
import type { DeviceMemory } from '../../app/contract/workerMessages.ts';
import type { RunId } from '../../app/model/records.ts';
import type { HostContext } from '../host/hostContext.ts';
import type { ProjectStore } from '../store/projectStore.ts';
import { registerModel } from '../training/registerModel.ts';
import { runToEnd } from '../training/runToEnd.ts';
import type { FinishedMessage } from '../training/trainingProcess.ts';
import { compareModels, isNotWorse } from './compareModels.ts';
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
    title: { kind: 'train', images: trainImages },
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

/** The run and its model. */
async function makeModel(
  context: HostContext,
  project: ProjectStore,
  runId: RunId,
  known: DeviceMemory,
  progress: JobProgress,
): Promise<{ finished: FinishedMessage; model: ModelSummary }> {
  const { finished, added } = await runToEnd({ context, project, runId, known, progress }, async ({ bestDice }) => {
    const { id } = await registerModel(project, runId, bestDice);
    context.events.publish({ kind: 'modelsChanged' });
    return { modelId: id };
  });
  return { finished, model: project.models.get(added.modelId) };
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
  if (previous !== null) progress.update({ detail: { kind: 'comparing' } });
  const comparison = previous && (await compareModels(context, project, previous, model, progress.signal));
  const inUse = previous === null || (comparison !== null && isNotWorse(comparison));
  if (inUse) project.models.use(model.id);
  context.events.publish({ kind: 'run', run: project.runs.update(runId, { comparison }) });
  context.events.publish({ kind: 'modelsChanged' });
  return { comparison, inUse };
}
