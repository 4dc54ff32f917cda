import type { TrainConfig } from '../../../../app/training/trainConfig.ts';
import type { Draws } from './draws.ts';

/** Flip, quarter turn, free rotation and scale: image step (a u + b v, d u + e v) for a step (u, v) in the cut-out. */
export interface TransformPlan {
  readonly a: number;
  readonly b: number;
  readonly d: number;
  readonly e: number;
  /** Whether image points fall between pixels. */
  readonly isFree: boolean;
}

/** Mirrored along u first, then turned, then scaled. A `scaleRange` of 0.2 shows things up to 1.2 times larger or smaller. */
export function planTransform(config: TrainConfig, draws: Draws): TransformPlan {
  const isFlipped = draws.happens(config.flipProbability) && config.flips;
  const turns = draws.happens(config.quarterTurnProbability) && config.quarterTurns;
  const quarters = 1 + Math.floor(draws.random() * 3);
  const rotates = draws.happens(config.rotationProbability) && config.rotationDegrees > 0;
  const rotation = draws.shift(config.rotationDegrees);
  const scales = draws.happens(config.scaleProbability) && config.scaleRange > 0;
  const factor = draws.factor(config.scaleRange);

  const radians = (((turns ? quarters * 90 : 0) + (rotates ? rotation : 0)) / 180) * Math.PI;
  const scale = scales ? factor : 1;
  const cosine = whole(Math.cos(radians)) / scale;
  const sine = whole(Math.sin(radians)) / scale;
  const mirror = isFlipped ? -1 : 1;
  return { a: cosine * mirror, b: -sine, d: sine * mirror, e: cosine, isFree: rotates || scales };
}

/** Quarter turns give whole numbers. */
function whole(value: number): number {
  return Math.abs(value - Math.round(value)) < 1e-12 ? Math.round(value) : value;
}
