import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { TrainConfig } from '../../../app/training/trainConfig.ts';
import type { Host } from '../../../main/host/host.ts';
import type { NetworkWeights } from '../../../workers/architectures/trainableNetwork.ts';
import { parametersToUse } from '../../../workers/optimisers/weightAverage.ts';
import { openTrainingRun } from '../../../workers/training/trainingRun.ts';
import { trainInTorch, type TorchTraining } from '../../reference/torchTraining.ts';
import { copyProject, copyUntrainedRun } from './projectCopy.ts';
import { scoreModel, writeModelFolder, type ScoredSplit, type SplitReports } from './scoreWeights.ts';
import { trainHere, type OwnStep } from './trainHere.ts';

export interface HeldOutOptions {
  readonly python: string;
  readonly project: string;
  readonly steps: number;
  /** Wishes over the plan. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly splits: readonly ScoredSplit[];
  /** Told what begins now. */
  readonly onStage: (text: string) => void;
}

export interface ScoredWeights {
  readonly name: string;
  readonly step: number;
  /** By split, with all that the product's evaluation measures. */
  readonly reports: SplitReports;
}

export interface HeldOutComparison {
  readonly config: TrainConfig;
  readonly trainImages: number;
  readonly validationImages: number;
  readonly torchVersion: string;
  readonly isWrittenAnew: boolean;
  readonly own: readonly OwnStep[];
  readonly torch: TorchTraining['steps'];
  readonly scored: readonly ScoredWeights[];
}

/**
 * Trains on a copy of a project below `folder`, with the training worker and in PyTorch, and scores what both have learnt.
 * `host` has no project open that is still needed.
 */
export async function compareHeldOut(host: Host, folder: string, options: HeldOutOptions): Promise<HeldOutComparison> {
  const { python, steps, splits, onStage } = options;
  const copy = join(folder, 'copy');
  await copyProject(resolve(options.project), copy);
  await host.client.project.open({ path: copy });
  onStage(`Training ${steps} steps here`);
  const own = await trainHere(host, steps, options.config);

  const untrained = join(folder, 'untrained');
  await copyUntrainedRun(own.folder, untrained);
  const run = await openTrainingRun(untrained);
  await run.engine.release();
  onStage(`Training ${own.state.step} steps in PyTorch`);
  const between = join(folder, 'torch');
  await mkdir(between);
  const torch = await trainInTorch(python, run, { steps: own.state.step, folder: between });
  await run.batches.close();

  const scored: ScoredWeights[] = [];
  const score = async (name: string, step: number, modelFolder: string): Promise<void> => {
    onStage(`Scoring: ${name}`);
    scored.push({ name, step, reports: await scoreModel(host, modelFolder, splits) });
  };
  const { weights, optimiser, step, best } = own.state;
  const candidates: readonly (readonly [string, NetworkWeights])[] = [
    ['last, here', weights],
    ['last, PyTorch', torch.last],
    ...(torch.averaged === null
      ? []
      : ([
          ['averaged, here', { ...weights, parameters: parametersToUse(weights.parameters, optimiser) }],
          ['averaged, PyTorch', torch.averaged],
        ] as const)),
  ];
  for (const [index, [name, learnt]] of candidates.entries()) {
    const modelFolder = join(folder, `model-${index}`);
    await writeModelFolder(modelFolder, run, learnt, step);
    await score(name, step, modelFolder);
  }
  await score('kept, here', best?.step ?? step, host.context.projects.required().models.get(own.modelId).folder);
  return {
    config: run.context.config,
    trainImages: run.trainImages,
    validationImages: run.validation.length,
    torchVersion: torch.version,
    isWrittenAnew: torch.isWrittenAnew,
    own: own.steps,
    torch: torch.steps,
    scored,
  };
}
