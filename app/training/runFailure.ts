import * as v from 'valibot';
import { AppError, type ErrorCode } from '../contract/errors.ts';
import { trainConfigFields, type TrainConfig } from './trainConfig.ts';

/** Other settings under which a run that broke off can go on from its last checkpoint. */
export const runRemedy = v.object({
  learningRate: v.exactOptional(v.number()),
  batchParts: v.exactOptional(v.number()),
  patchSize: v.exactOptional(v.number()),
  device: v.exactOptional(v.literal('cpu')),
});
export type RunRemedy = v.InferOutput<typeof runRemedy>;

/** A training that broke off and can go on from its last checkpoint; with `remedy` where the same would happen again. */
export class RunInterruption extends AppError {
  readonly remedy: RunRemedy | null;

  constructor(code: ErrorCode, message: string, remedy: RunRemedy | null, cause?: unknown) {
    super(code, message, cause);
    this.remedy = remedy;
  }
}

/** What the words of a runtime, a driver or a dying process tell. */
export function causeOfFailure(text: string): 'memory' | 'heap' | 'device' | null {
  if (/heap out of memory|heap limit/i.test(text)) return 'heap';
  if (/bad_alloc|bad allocation|allocation failed|failed to allocate|out of memory|OutOfMemory|\bOOM\b/i.test(text)) {
    return 'memory';
  }
  const lost = /device (is |was )?lost|DeviceLost|DEVICE_LOST|device removed|DEVICE_REMOVED|MapAsyncStatus/i;
  return lost.test(text) || /cuda|cudnn|cublas|webgpu device/i.test(text) ? 'device' : null;
}

/** `when` completes "There is not enough memory ...", such as "in step 12". */
export function outOfMemory(when: string, config: TrainConfig, cause: unknown): RunInterruption {
  const needed = `There is not enough memory for ${describeCutOuts(config)} ${when}`;
  const remedy = smallerStep(config);
  const advice =
    remedy === null
      ? 'close other programs and go on from the last checkpoint'
      : `go on from the last checkpoint with ${describeStep({ ...config, ...remedy })}, or close other programs first`;
  return new RunInterruption('OUT_OF_MEMORY', `${needed}: ${advice}.`, remedy, cause);
}

const smallestPatch = trainConfigFields.patchSize.minimum;

/**
 * At least twice the parts, so that a step still learns from the same cut-outs; where each is a part of its own, half the
 * side, in whole multiples of what networks halve images to.
 */
export function smallerStep({ batchSize, batchParts, patchSize }: TrainConfig): RunRemedy | null {
  for (let parts = batchParts * 2; parts <= batchSize; parts++) {
    if (batchSize % parts === 0) return { batchParts: parts };
  }
  const half = Math.floor(patchSize / 2 / smallestPatch) * smallestPatch;
  return half < smallestPatch ? null : { patchSize: half };
}

type StepSize = Pick<TrainConfig, 'batchSize' | 'batchParts' | 'patchSize'>;

export function describeStep(size: StepSize): string {
  return `${describeCutOuts(size)} at a time`;
}

function describeCutOuts({ batchSize, batchParts, patchSize }: StepSize): string {
  const together = batchSize / batchParts;
  return `${together} cut-out${together === 1 ? '' : 's'} of ${patchSize} pixels`;
}

/** `when` completes "stopped answering ...". */
export function lostDevice(device: string, when: string, cause: unknown): RunInterruption {
  const sentence = `The graphics device (${device}) stopped answering ${when}`;
  const advice = 'go on from the last checkpoint, on the processor if it happens again';
  return new RunInterruption('TRAINING_FAILED', `${sentence}: ${advice}.`, { device: 'cpu' }, cause);
}

const whatDiverged = {
  loss: 'The loss was no longer a number',
  weights: 'The weights were no longer numbers',
} as const;

/** Numbers that are none any more. */
export function diverged(
  what: keyof typeof whatDiverged,
  step: number,
  { learningRate }: TrainConfig,
): RunInterruption {
  const lower = Number((learningRate / 4).toPrecision(2));
  const remedy = lower >= trainConfigFields.learningRate.minimum ? { learningRate: lower } : null;
  const sentence = `${whatDiverged[what]} at step ${step}`;
  const advice =
    remedy === null
      ? 'choose other settings, because the learning rate is as low as it can be'
      : `lower the learning rate from ${learningRate} to ${lower} and go on from the last checkpoint`;
  return new RunInterruption('TRAINING_FAILED', `${sentence}: ${advice}.`, remedy);
}
