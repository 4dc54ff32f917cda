import { mkdir } from 'node:fs/promises';
import { smallestAreas } from '../../../app/training/smallestAreas.ts';
import type { EvaluationReport } from '../../../app/metrics/evaluation.ts';
import type { Host } from '../../../main/host/host.ts';
import { evaluateModel } from '../../../main/jobs/evaluate.ts';
import { isLabelled } from '../../../app/model/imageReview.ts';
import type { NetworkWeights } from '../../../workers/architectures/trainableNetwork.ts';
import { evaluateNetwork, type TruthImage } from '../../../workers/inference/evaluateNetwork.ts';
import { openForward } from '../../../workers/training/openForward.ts';
import type { TrainingRun } from '../../../workers/training/trainingRun.ts';
import { writeResult } from '../../../workers/training/writeResult.ts';

export type ScoredSplit = 'val' | 'test';
export type SplitReports = Readonly<Partial<Record<ScoredSplit, EvaluationReport>>>;

/** Makes a model of weights as the trainer does: grouping is fitted on the validation images, and is part of its card. */
export async function writeModelFolder(
  folder: string,
  { context, validation, validationCache }: TrainingRun,
  weights: NetworkWeights,
  step: number,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const truths = async function* (): AsyncGenerator<TruthImage> {
    for (const index of validation.keys()) yield await validationCache.get(index);
  };
  const { dataset, config } = context;
  const network = await openForward(context, weights, 'cpu');
  const score = await evaluateNetwork(network, truths(), smallestAreas(dataset), config.separation);
  await network.release();
  if (score === null) throw new Error('The evaluation was cancelled, which nothing here does.');
  await writeResult({ ...context, runFolder: folder }, { step, ...score, weights }, step);
}

/** What the product's evaluation says of a model on labelled images; a split without any is left out. */
export async function scoreModel(host: Host, folder: string, splits: readonly ScoredSplit[]): Promise<SplitReports> {
  const project = host.context.projects.required();
  const reports: Partial<Record<ScoredSplit, EvaluationReport>> = {};
  for (const split of splits) {
    const images = project.images.list().filter((image) => isLabelled(image) && image.split === split);
    if (images.length === 0) continue;
    const options = { device: 'cpu', signal: new AbortController().signal } as const;
    reports[split] = await evaluateModel(host.context, project, { folder }, images, options);
  }
  return reports;
}
