import * as v from 'valibot';
import { AppError } from '../../app/contract/errors.ts';
import {
  trainingMessage,
  type Device,
  type DeviceMemory,
  type TrainingCommand,
  type TrainingMessage,
} from '../../app/contract/workerMessages.ts';
import { RunInterruption } from '../../app/training/runFailure.ts';
import type { TrainConfig } from '../../app/training/trainConfig.ts';
import type { HostContext } from '../host/hostContext.ts';
import { workerEntry } from '../processes/workerEntry.ts';
import { startWorkerProcess } from '../processes/workerProcess.ts';
import { crashedRun } from './crashedRun.ts';

export type FinishedMessage = Extract<TrainingMessage, { kind: 'finished' }>;

export interface TrainingProcess {
  readonly pid: number | undefined;
  /** Asks for an early end; the worker is killed where it does not follow. */
  readonly stop: () => void;
  /** The worker's last word; throws `RunInterruption` where the run can go on, otherwise TRAINING_FAILED. */
  readonly finished: Promise<FinishedMessage>;
}

/** A worker ends within two seconds of being asked; writing out a large model may take a little longer. */
const stopGraceMs = 20_000;

/** Starts the training worker on a run folder, fresh or to go on from its last checkpoint. */
export function startTrainingProcess(
  context: Pick<HostContext, 'log' | 'knownDevices'>,
  { folder, config }: { readonly folder: string; readonly config: TrainConfig },
  known: DeviceMemory,
  onMessage: (message: TrainingMessage) => void,
): TrainingProcess {
  const { knownDevices } = context;
  const outcome = Promise.withResolvers<FinishedMessage>();
  let step = 0;
  let device: Device | null = null;
  let wasAsked = false;
  const receive = (raw: unknown): void => {
    const message = v.parse(trainingMessage, raw);
    if (message.kind === 'step') step = message.step;
    if (message.kind === 'started') [step, device] = [message.firstStep, message.device];
    if (message.kind === 'deviceFound') void knownDevices.remember(message.finding);
    if (message.kind === 'deviceFailed') void knownDevices.forget(message.device);
    onMessage(message);
    if (message.kind === 'finished') outcome.resolve(message);
    if (message.kind === 'failed') {
      const { code, message: sentence, cause, canGoOn, remedy } = message;
      outcome.reject(
        canGoOn ? new RunInterruption(code, sentence, remedy, cause) : new AppError(code, sentence, cause),
      );
    }
  };
  const worker = startWorkerProcess({
    entry: workerEntry('training'),
    args: [folder, JSON.stringify(known)],
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
    onExit: (exit) => outcome.reject(wasAsked ? notEnded(step) : crashedRun(exit, { step, device, config })),
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
      wasAsked = true;
      worker.send({ kind: 'stop' } satisfies TrainingCommand);
      setTimeout(() => worker.kill(), stopGraceMs).unref();
    },
  };
}

function notEnded(step: number): RunInterruption {
  const sentence = `Training did not end as it was asked to, and was ended after step ${step}`;
  return new RunInterruption('WORKER_CRASHED', `${sentence}; it can go on from its last checkpoint.`, null);
}
