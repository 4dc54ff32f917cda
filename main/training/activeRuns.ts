import { AppError } from '../../app/contract/errors.ts';
import type { RunId } from '../../app/model/records.ts';
import type { TrainingProcess } from './trainingProcess.ts';

/** The training runs of this host that are at work now. */
export interface ActiveRuns {
  /** Throws JOB_RUNNING while a run is at work: two would only slow each other down. `owner`: as of `reserve`. */
  add(runId: RunId, training: TrainingProcess, owner?: string): void;
  /** Asks the run to end and to keep its best model. Throws NOT_FOUND. */
  stop(runId: RunId): void;
  /** Of the worker; `null` where the run is not at work. */
  pid(runId: RunId): number | null;
  remove(runId: RunId): void;
  /** Throws JOB_RUNNING while a run is at work, or another owner has reserved the time between its runs. */
  requireNone(owner?: string): void;
  /** Keeps all others from starting runs until the answer is called, also between two runs. Throws JOB_RUNNING. */
  reserve(owner: string): () => void;
}

export function createActiveRuns(): ActiveRuns {
  const runs = new Map<RunId, TrainingProcess>();
  let reservedFor: string | null = null;
  const requireNone = (owner?: string): void => {
    if (reservedFor !== null && reservedFor !== owner) {
      throw new AppError('JOB_RUNNING', 'A search for settings is running; wait for it or stop it first.');
    }
    if (runs.size > 0)
      throw new AppError('JOB_RUNNING', 'A training is running already; wait for it or stop it first.');
  };
  return {
    requireNone,
    reserve: (owner) => {
      requireNone();
      reservedFor = owner;
      return () => {
        if (reservedFor === owner) reservedFor = null;
      };
    },
    add: (runId, training, owner) => {
      requireNone(owner);
      runs.set(runId, training);
    },
    stop: (runId) => {
      const training = runs.get(runId);
      if (!training) throw new AppError('NOT_FOUND', 'This training is not running any more.');
      training.stop();
    },
    pid: (runId) => runs.get(runId)?.pid ?? null,
    remove: (runId) => {
      runs.delete(runId);
    },
  };
}
