import type { TrainingPlan } from '../../../app/contract/views.ts';
import { fittingPatchSize } from '../../../app/training/architectures.ts';
import type { TrainConfig } from '../../../app/training/trainConfig.ts';

/** What would be trained: cut-outs that the person did not choose follow the network. */
export function wishedConfig(plan: TrainingPlan, changes: Readonly<Record<string, unknown>>): TrainConfig {
  const wished = { ...plan.config, ...changes } as unknown as TrainConfig;
  return changes.patchSize === undefined
    ? { ...wished, patchSize: fittingPatchSize(wished, wished.patchSize) }
    : wished;
}
