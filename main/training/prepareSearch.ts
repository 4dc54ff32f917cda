import type { Logger } from 'pino';
import { AppError } from '../../app/contract/errors.ts';
import type { Search } from '../../app/contract/searchViews.ts';
import type { DeviceMemory } from '../../app/contract/workerMessages.ts';
import { gridSize } from '../../app/training/search/gridSearch.ts';
import { searchBudget } from '../../app/training/search/searchBudget.ts';
import { changesNetwork, parseSearchSpace, type DescribedSpace } from '../../app/training/search/searchSpace.ts';
import type { SearchStrategy } from '../../app/training/search/strategies.ts';
import type { TrainConfig } from '../../app/training/trainConfig.ts';
import { obstaclesInEnglish } from '../../app/training/plan/planObstacles.ts';
import type { ProjectStore } from '../store/projectStore.ts';
import { inspectImport } from './importWorker.ts';
import { configFor, planFor } from './plannedTraining.ts';
import { requireImageFiles } from './requireImageFiles.ts';
import { timeStampId } from './timeStampId.ts';
import { readTrainingSet } from './trainingSet.ts';

export interface SearchWishes {
  readonly space: DescribedSpace;
  readonly strategy: SearchStrategy;
  readonly trials?: number | undefined;
  readonly minutes?: number | undefined;
  readonly trialMinutes?: number | undefined;
  readonly trialSteps?: number | undefined;
  readonly prunes: boolean;
  readonly device: TrainConfig['device'];
  readonly seed: number;
  /** As in a training; where the space varies the network, absent means none. */
  readonly beginWith?: string | null | undefined;
  readonly config: Readonly<Record<string, unknown>>;
}

/**
 * Registers a search. All its trials have the plan with the person's wishes over it, the same seed and the same split of
 * the images, which is fixed from here on. Throws INVALID_INPUT for a space, budget or setting that does not fit, and
 * NO_TRAINING_DATA where nothing is labelled or nothing is held out to compare trials on.
 */
export async function prepareSearch(
  log: Logger,
  project: ProjectStore,
  wishes: SearchWishes,
  known: DeviceMemory,
): Promise<Search> {
  const space = parseSearchSpace(wishes.space);
  const { trials = null, minutes = null, trialMinutes = null, trialSteps = null } = wishes;
  const budget = searchBudget({ trials, minutes, trialMinutes, trialSteps });
  if (wishes.strategy === 'grid') gridSize(space);

  const trainingSet = readTrainingSet(project);
  const beginWith = wishes.beginWith === undefined && changesNetwork(space) ? null : wishes.beginWith;
  const plan = await planFor(project, trainingSet, { device: wishes.device, beginWith, config: wishes.config }, known);
  if (plan.obstacle !== null) throw new AppError('NO_TRAINING_DATA', obstaclesInEnglish[plan.obstacle]);
  if (plan.validationImages === 0) {
    const sentence = 'A search compares its trials on held-out images, and there are none yet; label more images.';
    throw new AppError('NO_TRAINING_DATA', sentence);
  }
  await requireImageFiles(project, trainingSet.images);
  const config = configFor(plan, {
    device: wishes.device,
    seed: wishes.seed,
    config: { ...wishes.config, minutes: budget.trialMinutes, steps: budget.trialSteps },
  });
  if (config.fromModel !== null) await inspectImport(log, config, trainingSet);

  const taken = new Set(project.searches.list().map(({ id }) => id));
  return project.transaction(() => {
    project.images.setSplits(new Map(trainingSet.images.map((image) => [image.id, image.split])));
    return project.searches.create({
      id: timeStampId(new Date(), (id) => taken.has(id)),
      startedAt: Date.now(),
      strategy: wishes.strategy,
      seed: wishes.seed,
      space: wishes.space,
      budget,
      prunes: wishes.prunes,
      config: { ...config },
    });
  });
}
