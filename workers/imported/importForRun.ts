import { resolve } from 'node:path';
import type { TrainConfig } from '../../app/training/trainConfig.ts';
import type { ForeignModel } from './foreignModel.ts';
import { freezeSettings } from './freezing.ts';
import { importNetwork, type ImportedNetwork } from './importedNetwork.ts';
import type { ImportSettings } from './importPlan.ts';
import type { WeightReport } from './matchWeights.ts';
import { readForeignModel } from './readForeignModel.ts';
import { withWeights } from './withWeights.ts';

/** The settings of a training that an import depends on. */
export type ImportConfig = Pick<
  TrainConfig,
  'batchNormalisation' | 'cut' | 'freeze' | 'freezeLayers' | 'patchSize' | 'thawShare' | 'weightsFile'
> & { readonly fromModel: string };

export interface ImportForRun {
  readonly model: ForeignModel;
  readonly network: ImportedNetwork;
  /** What was taken of the weights file; `null` without one. */
  readonly weights: WeightReport | null;
  /** What was changed while reading, in sentences. */
  readonly notes: readonly string[];
}

/** Takes over the network that a training begins with. Paths may be relative to `folder`. */
export async function importForRun(
  config: ImportConfig,
  project: Pick<ImportSettings, 'channels' | 'classes' | 'maps'>,
  folder: string,
): Promise<ImportForRun> {
  const read = await readForeignModel(resolve(folder, config.fromModel));
  const { weightsFile } = config;
  const { model, report } =
    weightsFile === null ? { model: read, report: null } : await withWeights(read, resolve(folder, weightsFile));
  const network = importNetwork(model, {
    ...project,
    patchSize: config.patchSize,
    cut: config.cut,
    ...freezeSettings(config),
    thaws: config.thawShare < 1,
    batchNorm: config.batchNormalisation,
  });
  return { model, network, weights: report, notes: model.notes };
}
