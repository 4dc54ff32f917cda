import { availableParallelism, totalmem } from 'node:os';
import { join } from 'node:path';
import { knownFastest } from '../../app/contract/deviceOrder.ts';
import { architectureFacts, fittingPatchSize } from '../../app/training/architectures.ts';
import { planTraining, type PlanMachine, type PlannedTraining } from '../../app/training/plan/planTraining.ts';
import { importedArchitecture } from '../../app/training/importFields.ts';
import { parseTrainConfig, type TrainConfig } from '../../app/training/trainConfig.ts';
import type { ModelSummary } from '../../app/contract/views.ts';
import type { Device, DeviceMemory } from '../../app/contract/workerMessages.ts';
import type { ProjectStore } from '../store/projectStore.ts';
import { planImages, type TrainingSet } from './trainingSet.ts';

export interface TrainingWishes {
  readonly minutes?: number | undefined;
  readonly steps?: number | undefined;
  readonly device: TrainConfig['device'];
  readonly seed?: number | undefined;
  /** A model of the project to begin with; `null`: none. Absent: the one in use, where it knows the same labels. */
  readonly beginWith?: string | null | undefined;
  readonly config: Readonly<Record<string, unknown>>;
}

/** For the wanted device, or for what `auto` would take by what is known of this machine. */
export function planFor(trainingSet: TrainingSet, wanted: TrainConfig['device'], known: DeviceMemory): PlannedTraining {
  return planTraining(planImages(trainingSet), thisMachine(wanted === 'auto' ? knownFastest(known) : wanted));
}

/** The plan with the person's wishes over it. Throws INVALID_INPUT naming the setting that does not fit. */
export function configFor(
  project: ProjectStore,
  trainingSet: TrainingSet,
  plan: PlannedTraining,
  wishes: TrainingWishes,
): TrainConfig {
  const { minutes, steps, device, seed } = wishes;
  return parseTrainConfig({
    ...plan.config,
    patchSize: fittingPatch(plan.config, wishes.config),
    ...(wishes.config.fromModel === undefined ? beginning(project, trainingSet, wishes.beginWith) : {}),
    device,
    ...(seed === undefined ? {} : { seed }),
    ...(minutes === undefined ? {} : { minutes }),
    ...(steps === undefined ? {} : { steps, minutes: minutes ?? null }),
    ...wishes.config,
  });
}

/** What was planned, enlarged where the wished network takes other sizes. */
export function fittingPatch(planned: TrainConfig, { architecture, depth }: TrainingWishes['config']): number {
  const isKnown = Object.keys(architectureFacts).some((name) => name === architecture);
  const wished = {
    architecture: isKnown ? (architecture as TrainConfig['architecture']) : planned.architecture,
    depth: typeof depth === 'number' ? depth : planned.depth,
  };
  return fittingPatchSize(wished, planned.patchSize);
}

/**
 * Fine-tuning goes on from the wished model, or from the one in use as long as it knows the same labels: its weights, or,
 * of a model that came from another program, the whole network.
 */
function beginning(
  project: ProjectStore,
  { labels }: TrainingSet,
  wished: TrainingWishes['beginWith'],
): Partial<TrainConfig> {
  if (wished === null) return {};
  const inUse = project.models.list().find((model) => model.inUse && knowsSameLabels(model, labels));
  const model = wished === undefined ? inUse : project.models.get(wished);
  if (model === undefined) return {};
  const file = join(model.folder, 'model.onnx');
  return model.architecture === importedArchitecture ? { fromModel: file } : { initialModel: file };
}

function knowsSameLabels(model: ModelSummary, labels: TrainingSet['labels']): boolean {
  return labels.length === model.labels.length && labels.every(({ name }, index) => name === model.labels[index]);
}

function thisMachine(device: Device): PlanMachine {
  return {
    cores: availableParallelism(),
    memoryMegabytes: totalmem() / 2 ** 20,
    devices: device === 'cpu' ? ['cpu'] : [device, 'cpu'],
  };
}
