import type { TrainConfig } from './trainConfig.ts';

/** One loss of a weighted sum, with its own numbers; the formulas stand in `workers/losses`. */
export type LossTerm = {
  /** Share in the sum; above 0. */
  readonly weight: number;
} & (
  | { readonly kind: 'crossEntropy'; readonly labelSmoothing: number }
  | { readonly kind: 'binaryCrossEntropy' }
  | { readonly kind: 'dice' }
  | { readonly kind: 'jaccard' }
  | { readonly kind: 'tversky'; readonly falsePositiveWeight: number; readonly falseNegativeWeight: number }
  | { readonly kind: 'focal'; readonly focus: number }
  | { readonly kind: 'smoothL1'; readonly transition: number }
);

export type LossKind = LossTerm['kind'];

/** The weighted sum that a training configuration describes; losses of weight 0 are left out. */
export function lossTermsOf(config: TrainConfig): readonly LossTerm[] {
  const terms: readonly LossTerm[] = [
    { kind: 'crossEntropy', weight: config.crossEntropyWeight, labelSmoothing: config.labelSmoothing },
    { kind: 'dice', weight: config.diceWeight },
    { kind: 'binaryCrossEntropy', weight: config.binaryCrossEntropyWeight },
    { kind: 'jaccard', weight: config.jaccardWeight },
    {
      kind: 'tversky',
      weight: config.tverskyWeight,
      falsePositiveWeight: config.tverskyFalsePositiveWeight,
      falseNegativeWeight: config.tverskyFalseNegativeWeight,
    },
    { kind: 'focal', weight: config.focalWeight, focus: config.focalFocus },
    { kind: 'smoothL1', weight: config.smoothL1Weight, transition: config.smoothL1Transition },
  ];
  return terms.filter(({ weight }) => weight > 0);
}
