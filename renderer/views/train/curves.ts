import type { LossPoint, ValidationPoint } from '../../../app/contract/views.ts';

/** Curves over one shared step axis; a series has `null` where it has no value at a step. */
export interface Curves {
  readonly steps: readonly number[];
  readonly loss: readonly (number | null)[];
  readonly smoothLoss: readonly (number | null)[];
  readonly validationLoss: readonly (number | null)[];
  readonly dice: readonly (number | null)[];
  readonly objectsMean: readonly (number | null)[];
  readonly objectsAtHalf: readonly (number | null)[];
  /** Position of the best check in `steps`; `null` before the first. */
  readonly bestIndex: number | null;
}

/**
 * Joins the points of a run. `smoothing` 0-1 is the weight of the past in an exponential moving average, corrected for
 * its start at zero (as Adam corrects its moments), so that the first values are not pulled down.
 */
export function alignCurves(
  losses: readonly LossPoint[],
  validations: readonly ValidationPoint[],
  smoothing: number,
): Curves {
  const steps = mergedSteps(losses, validations);
  const length = steps.length;
  const empty = (): (number | null)[] => Array.from({ length }, () => null);
  const curves = {
    loss: empty(),
    smoothLoss: empty(),
    validationLoss: empty(),
    dice: empty(),
    objectsMean: empty(),
    objectsAtHalf: empty(),
  };
  let average = 0;
  let weight = 1;
  let lossAt = 0;
  let validationAt = 0;
  let bestIndex: number | null = null;
  steps.forEach((step, index) => {
    const loss = losses[lossAt];
    if (loss?.step === step) {
      average = smoothing * average + (1 - smoothing) * loss.loss;
      weight *= smoothing;
      curves.loss[index] = loss.loss;
      curves.smoothLoss[index] = average / (1 - weight);
      lossAt++;
    }
    const validation = validations[validationAt];
    if (validation?.step === step) {
      curves.validationLoss[index] = validation.loss;
      curves.dice[index] = validation.dice;
      curves.objectsMean[index] = validation.objects?.mean ?? null;
      curves.objectsAtHalf[index] = validation.objects?.atHalf ?? null;
      if (validation.best) bestIndex = index;
      validationAt++;
    }
  });
  return { steps, ...curves, bestIndex };
}

/** Both lists ascend by step. */
function mergedSteps(losses: readonly LossPoint[], validations: readonly ValidationPoint[]): number[] {
  const steps: number[] = [];
  let a = 0;
  let b = 0;
  while (a < losses.length || b < validations.length) {
    const next = Math.min(losses[a]?.step ?? Infinity, validations[b]?.step ?? Infinity);
    steps.push(next);
    if (losses[a]?.step === next) a++;
    if (validations[b]?.step === next) b++;
  }
  return steps;
}

/** The newest value at or before a position; `null` where there is none yet. */
export function latestAt(series: readonly (number | null)[], index: number): number | null {
  for (let at = Math.min(index, series.length - 1); at >= 0; at--) {
    const value = series[at];
    if (value !== null && value !== undefined) return value;
  }
  return null;
}
