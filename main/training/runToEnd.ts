import { AppError } from '../../app/contract/errors.ts';
import type { DeviceMemory, TrainingMessage } from '../../app/contract/workerMessages.ts';
import type { RunId } from '../../app/model/records.ts';
import { RunInterruption } from '../../app/training/runFailure.ts';
import { noticesInEnglish, noticeText, type RunNotice } from '../../app/training/runNotices.ts';
import { parseTrainConfig } from '../../app/training/trainConfig.ts';
import type { HostContext } from '../host/hostContext.ts';
import type { JobProgress } from '../jobs/jobBoard.ts';
import type { ProjectStore } from '../store/projectStore.ts';
import type { RunChange } from '../store/runStore.ts';
import { changeRun } from './changeRun.ts';
import { recordRun } from './recordRun.ts';
import { startTrainingProcess, type FinishedMessage, type TrainingProcess } from './trainingProcess.ts';

export interface RunAtWork {
  readonly context: HostContext;
  readonly project: ProjectStore;
  readonly runId: RunId;
  /** From `context.knownDevices`. */
  readonly known: DeviceMemory;
  readonly progress: JobProgress;
  /** Who has reserved the training for more than this run. */
  readonly owner?: string;
  /** Called with what was recorded already. */
  readonly follow?: (message: TrainingMessage, training: TrainingProcess) => void;
}

/**
 * Takes a prepared run to its end, from its last checkpoint where it has one. `finish` may add to what is stored of it;
 * what becomes of the run is stored and told, whether it is good or bad.
 */
export async function runToEnd<T extends RunChange>(
  run: RunAtWork,
  finish: (finished: FinishedMessage) => Promise<T>,
): Promise<{ readonly finished: FinishedMessage; readonly added: T }> {
  const { context, project, runId } = run;
  const settle = (change: RunChange): void => {
    context.events.publish({
      kind: 'run',
      run: project.runs.update(runId, { ...change, finishedAt: Date.now() }),
    });
  };
  try {
    const finished = await trainWithinMemory(run);
    const added = await finish(finished);
    const { steps, bestDice, reason } = finished;
    settle({ state: reason === 'stopped' ? 'stopped' : 'finished', steps, bestDice, error: null, ...added });
    return { finished, added };
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
 * Where memory runs out the run goes on by itself from the last checkpoint, with its steps in more parts, and says so.
 */
async function trainWithinMemory(run: RunAtWork): Promise<FinishedMessage> {
  const { context, project, runId, progress } = run;
  for (;;) {
    try {
      return await trainOnce(run);
    } catch (error) {
      const remedy = error instanceof RunInterruption && error.code === 'OUT_OF_MEMORY' ? error.remedy : null;
      if (remedy?.batchParts === undefined || progress.signal.aborted) throw error;
      await changeRun(project, runId, remedy);
      const notice: RunNotice = { kind: 'memoryRanOut', parts: remedy.batchParts };
      context.log.warn({ err: error, runId }, noticeText(notice, noticesInEnglish));
      context.events.publish({ kind: 'notice', notice });
    }
  }
}

async function trainOnce({
  context,
  project,
  runId,
  known,
  progress,
  owner,
  follow,
}: RunAtWork): Promise<FinishedMessage> {
  const run = project.runs.update(runId, { state: 'running', finishedAt: null, error: null, remedy: null });
  context.events.publish({ kind: 'run', run });
  const config = parseTrainConfig(project.runs.details(runId).config);
  const record = recordRun(project, runId, progress);
  const started = { folder: project.runs.folder(runId), config };
  const training = startTrainingProcess(context, started, known, (message) => {
    for (const event of record(message)) context.events.publish(event);
    follow?.(message, training);
  });
  context.activeRuns.add(runId, training, owner);
  const { signal } = progress;
  if (signal.aborted) training.stop();
  signal.addEventListener('abort', training.stop, { once: true });
  try {
    return await training.finished;
  } finally {
    signal.removeEventListener('abort', training.stop);
    context.activeRuns.remove(runId);
  }
}
