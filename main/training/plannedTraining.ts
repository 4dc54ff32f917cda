import { availableParallelism, totalmem } from 'node:os';
import { knownFastest } from '../../app/contract/deviceOrder.ts';
import { architectureFacts, fittingPatchSize } from '../../app/training/architectures.ts';
import { planTraining, type PlanMachine, type PlannedTraining } from '../../app/training/plan/planTraining.ts';
import { parseTrainConfig, type TrainConfig } from '../../app/training/trainConfig.ts';
import type { PlannedBeginning } from '../../app/contract/views.ts';
import type { Device, DeviceMemory } from '../../app/contract/workerMessages.ts';
import type { ProjectStore } from '../store/projectStore.ts';
import { beginningOf } from './parentModel.ts';
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

/** A plan with what the training begins with, whose settings are in its configuration. */
export interface ProjectPlan extends PlannedTraining {
  readonly beginning: PlannedBeginning;
  readonly pointsLeftOut: number;
}

/**
 * For the wanted device, or for what `auto` would take by what is known of this machine. Of the person's other wishes it
 * has what follows from them: whether the training can go on from an earlier model, whose choices it then keeps. Throws
 * NO_MODEL for a wished model that is not there.
 */
export async function planFor(
  project: ProjectStore,
  trainingSet: TrainingSet,
  { device, ...wishes }: Pick<TrainingWishes, 'device' | 'beginWith' | 'config'>,
  known: DeviceMemory,
): Promise<ProjectPlan> {
  const { parent, settings, told } = await beginningOf(project, trainingSet, wishes);
  const machine = thisMachine(device === 'auto' ? knownFastest(known) : device);
  const plan = planTraining(planImages(trainingSet), machine, parent);
  const { pointsLeftOut } = trainingSet;
  return { ...plan, config: { ...plan.config, ...settings }, beginning: told, pointsLeftOut };
}

/** The plan with the person's wishes over it. Throws INVALID_INPUT naming the setting that does not fit. */
export function configFor(plan: PlannedTraining, wishes: TrainingWishes): TrainConfig {
  const { minutes, steps, device, seed } = wishes;
  return parseTrainConfig({
    ...plan.config,
    patchSize: fittingPatch(plan.config, wishes.config),
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

function thisMachine(device: Device): PlanMachine {
  return {
    cores: availableParallelism(),
    memoryMegabytes: totalmem() / 2 ** 20,
    devices: device === 'cpu' ? ['cpu'] : [device, 'cpu'],
  };
}
