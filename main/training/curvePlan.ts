import type { LearningCurves } from '../../app/contract/modelViews.ts';
import type { DeviceMemory } from '../../app/contract/workerMessages.ts';
import { FEWEST_SIZES } from '../../app/training/learningCurve.ts';
import { parseTrainConfig, type TrainConfig } from '../../app/training/trainConfig.ts';
import type { ProjectStore } from '../store/projectStore.ts';
import { curveSubsets, type CurveSubset } from './curveSubsets.ts';
import { planFor } from './plannedTraining.ts';
import { readTrainingSet, runDataset } from './trainingSet.ts';

/** What of the project a learning curve can be measured on. */
export function curveSubsetsOf(project: ProjectStore, repeat: number): CurveSubset[] {
  return curveSubsets(runDataset(project, readTrainingSet(project)), repeat);
}

/** Why no curve can be measured; `null` where one can. */
export function curveObstacle(subsets: readonly CurveSubset[]): LearningCurves['obstacle'] {
  const validation = subsets[0]?.dataset.images.filter(({ split }) => split === 'val').length ?? 0;
  if (subsets.length < FEWEST_SIZES) return 'fewImages';
  return validation === 0 ? 'noValidation' : null;
}

/** The curve measured last, models as points, and what a measurement would train on. */
export function learningCurves(project: ProjectStore): LearningCurves {
  const subsets = curveSubsetsOf(project, 0);
  return {
    measured: project.learningCurves.newest(),
    models: project.models
      .list()
      .flatMap(({ id, trainedOnObjects, validationDice }) =>
        validationDice === null || trainedOnObjects === 0
          ? []
          : [{ modelId: id, objects: trainedOnObjects, score: validationDice }],
      ),
    sizes: subsets.map(({ images, objects }) => ({ images, objects })),
    obstacle: curveObstacle(subsets),
  };
}

/**
 * The settings of the model in use, or of the plan where there is none, from random weights: a model that was trained on
 * everything before would know what a subset is meant to leave out.
 */
export async function curveConfig(
  project: ProjectStore,
  limits: { readonly minutes: number | null; readonly steps: number | null },
  known: DeviceMemory,
): Promise<TrainConfig> {
  const inUse = project.models.list().find((model) => model.inUse);
  const run = project.runs.described().find(({ id }) => id === inUse?.runId);
  const wishes = { device: 'auto', beginWith: null, config: {} } as const;
  const settings = run?.config ?? (await planFor(project, readTrainingSet(project), wishes, known)).config;
  return parseTrainConfig({ ...settings, initialModel: null, minutes: limits.minutes, steps: limits.steps });
}
