import { AppError } from '../../app/contract/errors.ts';
import { imageChannels } from '../../app/training/imageChannels.ts';
import type { RunDataset } from '../../app/training/runDataset.ts';
import { projectOutputs, type MapKind } from '../../app/training/separation.ts';
import type { TrainConfig } from '../../app/training/trainConfig.ts';
import { catalogueNetwork } from '../architectures/architecture.ts';
import type { TrainableNetwork } from '../architectures/trainableNetwork.ts';
import { heldParameters } from './heldParameters.ts';
import { importForRun } from '../imported/importForRun.ts';
import { reportLines } from '../imported/matchWeights.ts';

/**
 * The network that a run trains: of the catalogue, or from the model in the run's folder. Throws `INVALID_INPUT` where it
 * does not take cut-outs of the chosen size, and what `importForRun` throws.
 */
export async function runNetwork(
  runFolder: string,
  config: TrainConfig,
  dataset: RunDataset,
): Promise<TrainableNetwork> {
  const project = {
    channels: imageChannels(dataset.images),
    ...projectOutputs(config.separation, dataset.labels.length),
  };
  const network = await openNetwork(runFolder, config, project);
  if (config.patchSize % network.multipleOf !== 0) {
    const sentence = `"patchSize" must be a multiple of ${network.multipleOf} for this network.`;
    throw new AppError('INVALID_INPUT', `The training setting ${sentence}`);
  }
  return network;
}

async function openNetwork(
  runFolder: string,
  config: TrainConfig,
  project: { readonly channels: 1 | 3; readonly classes: number; readonly maps: readonly MapKind[] },
): Promise<TrainableNetwork> {
  const { fromModel, weightsFile } = config;
  if (fromModel === null) {
    const network = catalogueNetwork({ ...config, ...project });
    return { ...network, held: heldParameters(network, config) };
  }
  const { network, weights, notes } = await importForRun({ ...config, fromModel }, project, runFolder);
  const lines = weights === null ? notes : [...notes, ...reportLines(weights, weightsFile ?? '')];
  for (const line of lines) process.stderr.write(`training: ${line}\n`);
  return network;
}
