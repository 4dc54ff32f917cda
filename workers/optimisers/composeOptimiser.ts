import type { TrainConfig } from '../../app/training/trainConfig.ts';
import { adam } from './adam.ts';
import { adamW } from './adamW.ts';
import { clipByGlobalNorm } from './clipByGlobalNorm.ts';
import { gradientAccumulation } from './gradientAccumulation.ts';
import type { Optimiser } from './optimiser.ts';
import { sgd } from './sgd.ts';
import { weightAverage } from './weightAverage.ts';

export type OptimiserSettings = Pick<
  TrainConfig,
  'optimiser' | 'momentum' | 'nesterov' | 'clipNorm' | 'averageDecay' | 'accumulateSteps'
>;

const optimisers: { readonly [K in OptimiserSettings['optimiser']]: (settings: OptimiserSettings) => Optimiser } = {
  adamW: () => adamW,
  adam: () => adam,
  sgd: ({ momentum, nesterov }) => sgd(momentum, nesterov),
};

/** From the inside out: the optimiser, clipping of what it is given, the average of what it gives, accumulation. */
export function composeOptimiser(settings: OptimiserSettings): Optimiser {
  const { optimiser, clipNorm, averageDecay, accumulateSteps } = settings;
  const plain = optimisers[optimiser](settings);
  const clipped = clipNorm > 0 ? clipByGlobalNorm(clipNorm, plain) : plain;
  const averaged = averageDecay > 0 ? weightAverage(averageDecay, clipped) : clipped;
  return accumulateSteps > 1 ? gradientAccumulation(accumulateSteps, averaged) : averaged;
}
