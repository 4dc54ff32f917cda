import * as v from 'valibot';
import { AppError } from '../../app/contract/errors.ts';
import {
  trainingMessage,
  type Device,
  type DeviceMemory,
  type TrainingCommand,
  type TrainingMessage,
} from '../../app/contract/workerMessages.ts';
import type { HostContext } from '../host/hostContext.ts';
import { workerEntry } from '../processes/workerEntry.ts';
import { startWorkerProcess } from '../processes/workerProcess.ts';

export type FinishedMessage = Extract<TrainingMessage, { kind: 'finished' }>;

export interface TrainingProcess {
  readonly pid: number | undefined;
  /** Asks for an early end; the worker is killed where it does not follow. */
  readonly stop: () => void;
  /** The worker's last word; throws TRAINING_FAILED or WORKER_CRASHED. */
  readonly finished: Promise<FinishedMessage>;
}

/** A worker ends within two seconds of being asked; writing out a large model may take a little longer. */
const stopGraceMs = 20_000;

/** Starts the training worker on a run folder, fresh or to go on from its last checkpoint. */
export function startTrainingProcess(
  context: Pick<HostContext, 'log' | 'knownDevices'>,
  runFolder: string,
  known: DeviceMemory,
  onMessage: (message: TrainingMessage) => void,
): TrainingProcess {
  const { knownDevices } = context;
  const outcome = Promise.withResolvers<FinishedMessage>();
  let lastStep = 0;
  let device: Device | null = null;
  const receive = (raw: unknown): void => {
    const message = v.parse(trainingMessage, raw);
    if (message.kind === 'step') lastStep = message.step;
    if (message.kind === 'started') device = message.device;
    if (message.kind === 'deviceFound') void knownDevices.remember(message.finding);
    if (message.kind === 'deviceFailed') void knownDevices.forget(message.device);
    onMessage(message);
    if (message.kind === 'finished') outcome.resolve(message);
    if (message.kind === 'failed') {
      outcome.reject(new AppError('TRAINING_FAILED', message.message, message.cause));
    }
  };
  const worker = startWorkerProcess({
    entry: workerEntry('training'),
    args: [runFolder, JSON.stringify(known)],
    name: 'training-worker',
    log: context.log,
    onMessage: (raw) => {
      try {
        receive(raw);
      } catch (error) {
        outcome.reject(error);
        worker.kill();
      }
    },
    onExit: ({ code, signal, lastWords }) => {
      outcome.reject(
        new AppError(
          'WORKER_CRASHED',
          `Training ended unexpectedly after step ${lastStep}; it can go on from its last checkpoint.`,
          `exit code ${code}, signal ${signal}: ${lastWords}`,
        ),
      );
    },
  });
  // Its driver may be why.
  void outcome.promise.catch(() => {
    if (device !== null && device !== 'cpu') void knownDevices.forget(device);
  });
  // The process is gone or going once the outcome is known; what is left of it must not hold the host back.
  void outcome.promise.catch(() => undefined).finally(() => setTimeout(() => worker.kill(), stopGraceMs).unref());
  return {
    pid: worker.pid,
    finished: outcome.promise,
    stop: () => {
      worker.send({ kind: 'stop' } satisfies TrainingCommand);
      setTimeout(() => worker.kill(), stopGraceMs).unref();
    },
  };
}
