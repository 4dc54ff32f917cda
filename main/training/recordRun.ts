import type { HostEvent } from '../../app/contract/events.ts';
import type { RunId } from '../../app/model/records.ts';
import type { TrainingMessage } from '../../app/contract/workerMessages.ts';
import type { JobProgress } from '../jobs/jobBoard.ts';
import type { ProjectStore } from '../store/projectStore.ts';

/** Keeps every message of a run in the store, and answers what the windows are told of it. */
export function recordRun(
  project: ProjectStore,
  runId: RunId,
  progress: JobProgress,
): (message: TrainingMessage) => readonly HostEvent[] {
  let dice: number | null = null;
  return (message) => {
    switch (message.kind) {
      case 'started': {
        const { device, trials, trainImages, validationImages, firstStep } = message;
        dice = project.runs.goBackTo(runId, firstStep).bestDice;
        const run = project.runs.update(runId, { device, trials, trainImages, validationImages });
        return [{ kind: 'run', run }];
      }
      case 'step': {
        const { step, loss, learningRate, stepMs, dataWaitMs } = message;
        const point = { step, loss, learningRate, stepMs, dataWaitMs };
        project.runs.addLoss(runId, point);
        const total = Math.max(step, Math.round(step / Math.max(message.progress, 1e-6)));
        const detail = { kind: 'learning', loss, dice } as const;
        progress.update({ done: step, total, secondsLeft: message.secondsLeft, detail });
        return [{ kind: 'runLoss', runId, point }];
      }
      case 'validation': {
        const { step, loss, dicePerLabel, objects = null, best } = message;
        dice = message.dice;
        const point = { step, loss, dice: message.dice, dicePerLabel, objects, best };
        project.runs.addValidation(runId, point);
        if (!best) return [{ kind: 'runValidation', runId, point }];
        const run = project.runs.update(runId, { bestDice: message.dice, steps: step });
        return [
          { kind: 'runValidation', runId, point },
          { kind: 'run', run },
        ];
      }
      case 'preview': {
        const file = message.file.split('/').at(-1) ?? message.file;
        const preview = project.runs.addPreview(runId, { step: message.step, imageId: message.imageId, file });
        return [{ kind: 'runPreview', runId, preview }];
      }
      case 'notice':
        return [{ kind: 'notice', notice: message.notice }];
      case 'pong':
      case 'deviceFound':
      case 'deviceFailed':
      case 'checkpoint':
      case 'finished':
      case 'failed':
        return [];
    }
  };
}
