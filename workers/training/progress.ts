import type { TrainConfig } from '../../app/training/trainConfig.ts';

/** How far a run is: by steps or by time, whichever is further. */
export interface Progress {
  /** 0-1. */
  readonly share: number;
  readonly secondsLeft: number | null;
  /** Which limit is reached; `null` while the run goes on. */
  readonly ended: 'steps' | 'minutes' | null;
}

export function progressOf(
  config: Pick<TrainConfig, 'steps' | 'minutes'>,
  stepsDone: number,
  elapsedMs: number,
): Progress {
  const byStep = config.steps === null ? 0 : stepsDone / config.steps;
  const byTime = config.minutes === null ? 0 : elapsedMs / (config.minutes * 60_000);
  const msLeft = [
    config.minutes === null ? Infinity : config.minutes * 60_000 - elapsedMs,
    config.steps === null || stepsDone === 0 ? Infinity : (elapsedMs / stepsDone) * (config.steps - stepsDone),
  ];
  const secondsLeft = Math.max(0, Math.min(...msLeft)) / 1000;
  return {
    share: Math.min(1, Math.max(byStep, byTime)),
    secondsLeft: Number.isFinite(secondsLeft) ? secondsLeft : null,
    ended: byStep >= 1 ? 'steps' : byTime >= 1 ? 'minutes' : null,
  };
}

const validationsPerRun = 12;
const longestGapSteps = 250;
const shortestGapMs = 4_000;
/** Validations shall not take more than this share of the time. */
const validationShare = 0.15;

/**
 * Whether it is time to validate. A run that is bounded by steps validates at fixed steps, so that a resumed one does
 * the same as an uninterrupted one; a run that is bounded by time, about twelve times, less often where it takes long.
 */
export function isValidationDue(
  config: Pick<TrainConfig, 'steps' | 'minutes' | 'validateEverySteps'>,
  step: number,
  msSinceLast: number,
  lastDurationMs: number,
): boolean {
  if (config.validateEverySteps !== null) return step % config.validateEverySteps === 0;
  if (config.steps !== null) {
    const gap = Math.min(longestGapSteps, Math.max(1, Math.ceil(config.steps / validationsPerRun)));
    return step % gap === 0;
  }
  const wantedMs = ((config.minutes ?? 0) * 60_000) / validationsPerRun;
  return msSinceLast >= Math.max(wantedMs, shortestGapMs, lastDurationMs / validationShare);
}
