import type { GradientComparison } from '../reference/compareGradients.ts';
import type { StepsComparison } from '../reference/compareSteps.ts';
import type { Difference } from '../reference/difference.ts';

export interface NetworkComparison extends GradientComparison {
  readonly steps: StepsComparison;
}

/** The largest relative differences from double precision that single precision may have. */
export type Tolerances = Readonly<Record<'activations' | 'gradients' | 'buffers' | 'losses', number>>;

/** For networks in which rounding stays rounding. */
export const tight: Tolerances = { activations: 1e-5, gradients: 1e-5, buffers: 1e-5, losses: 1e-5 };

/**
 * In deep networks rounding turns a ReLU or a maximum over here and there, which moves the gradients before it; each step
 * makes more of that. Whether it happens here or in PyTorch's own single precision is chance.
 */
export const wide: Tolerances = { activations: 1e-4, gradients: 3e-2, buffers: 1e-4, losses: 3e-2 };

/** A line for each difference that is above its tolerance. */
export function excesses(comparison: NetworkComparison, tolerances: Tolerances): readonly string[] {
  const { activations, gradients, buffers } = comparison;
  const losses = [comparison.loss, ...comparison.steps.losses];
  const groups: Readonly<Record<keyof Tolerances, readonly Difference[]>> = { activations, gradients, buffers, losses };
  return Object.entries(groups).flatMap(([kind, differences]) => {
    // Written so that NaN is above every tolerance.
    const tooLarge = differences.filter(({ own }) => !(own <= tolerances[kind as keyof Tolerances]));
    return tooLarge.map(({ name, own }) => `${kind} ${name} differ by ${own.toExponential(1)}`);
  });
}
