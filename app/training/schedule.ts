/** How the learning rate runs over a training: linear rise, then half a cosine down to a share of the peak. */
export interface WarmUpCosineSchedule {
  readonly peak: number;
  readonly warmUpSteps: number;
  readonly finalShare: number;
}

/**
 * Learning rate of step `step` (0 is the first) at `progress` (0-1, of the whole run by steps or by time). Loshchilov
 * and Hutter, "SGDR", 2017, without restarts.
 */
export function learningRateAt(schedule: WarmUpCosineSchedule, step: number, progress: number): number {
  const warmUp = Math.min(1, (step + 1) / (schedule.warmUpSteps + 1));
  const cosine = (1 + Math.cos(Math.PI * Math.min(1, Math.max(0, progress)))) / 2;
  return schedule.peak * warmUp * (schedule.finalShare + (1 - schedule.finalShare) * cosine);
}
