import type { Device } from '../../app/contract/workerMessages.ts';
import {
  causeOfFailure,
  describeStep,
  lostDevice,
  outOfMemory,
  RunInterruption,
  smallerStep,
} from '../../app/training/runFailure.ts';
import type { TrainConfig } from '../../app/training/trainConfig.ts';
import type { WorkerExit } from '../processes/workerProcess.ts';

export interface CrashMoment {
  /** The last step that the worker told of. */
  readonly step: number;
  /** `null` before the worker has said what it takes. */
  readonly device: Device | null;
  readonly config: TrainConfig;
}

/** What a shell and containers make of SIGKILL. */
const killedCode = 137;

/** Why a training worker ended without a last word, as far as its end and what it wrote on stderr tell. */
export function crashedRun(exit: WorkerExit, { step, device, config }: CrashMoment): RunInterruption {
  const cause = new Error(`exit code ${exit.code}, signal ${exit.signal}: ${exit.lastWords}`);
  const kind = causeOfFailure(exit.lastWords);
  const crashed = (message: string, remedy: RunInterruption['remedy'] = null): RunInterruption =>
    new RunInterruption('WORKER_CRASHED', message, remedy, cause);
  if (kind === 'heap') {
    const advice = 'it can go on from its last checkpoint; train on fewer images if this happens again';
    return crashed(`Training used up the memory for its own lists after step ${step}: ${advice}.`);
  }
  if (kind === 'memory') return withCode(outOfMemory(`after step ${step}`, config, cause));
  if (exit.signal === 'SIGKILL' || exit.code === killedCode) {
    const smaller = smallerStep(config);
    const advice = smaller === null ? '' : `, or with ${describeStep({ ...config, ...smaller })}`;
    const goOn = `close other programs and go on from the last checkpoint${advice}`;
    return crashed(
      `The system ended the training after step ${step}, most often because memory ran out: ${goOn}.`,
      smaller,
    );
  }
  const isGraphics = device !== null && device !== 'cpu';
  if (isGraphics) return withCode(lostDevice(device, `after step ${step}`, cause));
  return crashed(`Training ended unexpectedly after step ${step}; it can go on from its last checkpoint.`);
}

function withCode({ message, remedy, cause }: RunInterruption): RunInterruption {
  return new RunInterruption('WORKER_CRASHED', message, remedy, cause);
}
