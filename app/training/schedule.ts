import type { TrainConfig } from './trainConfig.ts';

/** How the learning rate runs over a training: a linear rise over the first steps, times one of the courses below. */
export type Schedule = Course & {
  /** The largest learning rate. */
  readonly peak: number;
  readonly warmUpSteps: number;
};

/** `finalShare` is the share of the peak that is left at the end. */
type Course =
  | { readonly kind: 'constant' }
  /** Falls by `factor` at `drops` moments that part the run evenly. */
  | { readonly kind: 'step'; readonly drops: number; readonly factor: number }
  | { readonly kind: 'cosine'; readonly finalShare: number }
  | { readonly kind: 'polynomial'; readonly finalShare: number; readonly power: number }
  /** Rises and falls `cycles` times between `finalShare` and the peak. */
  | { readonly kind: 'cyclic'; readonly finalShare: number; readonly cycles: number };

type CourseOf<K extends Schedule['kind']> = Extract<Course, { kind: K }>;

/** Share of the peak at `progress` p from 0 to 1. */
const courses: { readonly [K in Schedule['kind']]: (course: CourseOf<K>, progress: number) => number } = {
  constant: () => 1,
  // factor^floor(p (drops + 1)), as He et al., "Deep residual learning", 2016, with evenly spaced drops
  step: ({ drops, factor }, progress) => factor ** Math.min(drops, Math.floor(progress * (drops + 1))),
  // (1 + cos(pi p)) / 2; Loshchilov and Hutter, "SGDR", 2017, without restarts
  cosine: ({ finalShare }, progress) => between(finalShare, (1 + Math.cos(Math.PI * progress)) / 2),
  // (1 - p)^power; Chen et al., "DeepLab", 2017
  polynomial: ({ finalShare, power }, progress) => between(finalShare, (1 - progress) ** power),
  // A triangle in each cycle; Smith, "Cyclical learning rates for training neural networks", 2017
  cyclic: ({ finalShare, cycles }, progress) => between(finalShare, 1 - Math.abs(1 - 2 * ((progress * cycles) % 1))),
};

function between(lowest: number, share: number): number {
  return lowest + (1 - lowest) * share;
}

/**
 * Learning rate of step `step` (0 is the first) at `progress` (0-1, of the whole run by steps or by time). The warm-up
 * is that of Goyal et al., "Accurate, large minibatch SGD", 2017, and ends at the peak after `warmUpSteps` steps.
 */
export function learningRateAt(schedule: Schedule, step: number, progress: number): number {
  const warmUp = Math.min(1, (step + 1) / (schedule.warmUpSteps + 1));
  const course = courses[schedule.kind] as (course: Schedule, progress: number) => number;
  return schedule.peak * warmUp * course(schedule, Math.min(1, Math.max(0, progress)));
}

/** The schedule that a training configuration describes. */
export function scheduleOf(config: TrainConfig): Schedule {
  return {
    kind: config.schedule,
    peak: config.learningRate,
    warmUpSteps: config.warmUpSteps,
    finalShare: config.finalLearningRateShare,
    drops: config.scheduleDrops,
    factor: config.scheduleDropFactor,
    power: config.schedulePower,
    cycles: config.scheduleCycles,
  };
}
