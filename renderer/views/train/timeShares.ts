import type { LossPoint } from '../../../app/contract/views.ts';

export interface TimeShares {
  /** 0-1, of the time that steps took. */
  readonly computing: number;
  readonly waiting: number;
}

/** Where the time of a run's steps went; `null` before the first. Checks between steps count as neither. */
export function timeShares(losses: readonly Pick<LossPoint, 'stepMs' | 'dataWaitMs'>[]): TimeShares | null {
  let [computingMs, waitingMs] = [0, 0];
  for (const { stepMs, dataWaitMs } of losses) {
    computingMs += stepMs;
    waitingMs += dataWaitMs;
  }
  const totalMs = computingMs + waitingMs;
  return totalMs === 0 ? null : { computing: computingMs / totalMs, waiting: waitingMs / totalMs };
}
