import type { Split } from '../../model/records.ts';
import { defaultTrainConfig, parseTrainConfig, type TrainConfig, type TrainConfigKey } from '../trainConfig.ts';
import { chooseAim, chooseAugmentation, chooseAverage, chooseScaling, chooseWeighting } from './chooseLearning.ts';
import {
  chooseArchitecture,
  chooseDepth,
  chooseIntensities,
  chooseNormalisation,
  chooseSeparation,
  chooseWidth,
} from './chooseNetwork.ts';
import { chooseBatch, chooseMinutes, choosePatch } from './chooseStep.ts';
import { measureFacts } from './dataFacts.ts';
import { isSaid, keptChoice, type ParentModel } from './goingOn.ts';
import type { PlanObstacle } from './planObstacles.ts';
import type { PlanReason } from './planReasons.ts';

/** One setting that was chosen for the person, with the reason in one line of plain words. */
export interface PlannedChoice {
  readonly key: TrainConfigKey;
  readonly value: string | number | boolean | null;
  readonly reason: PlanReason;
}

/** An image with the objects that may be learnt from; images whose labelling is not finished are left out. */
export interface PlanImage {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly bitDepth: 8 | 16;
  /** Largest stored value. */
  readonly brightest: number;
  /** Side of a square as large as a pixel; `null` where it is not known. */
  readonly pixelMm: number | null;
  readonly split: Split;
  readonly objects: readonly PlanObject[];
}

export interface PlanObject {
  /** 1 is the first label. */
  readonly classIndex: number;
  /** Pixels. */
  readonly area: number;
  /** Whether it touches another object of its label. */
  readonly touches: boolean;
}

export interface PlanMachine {
  /** Physical cores, or the best that is known. */
  readonly cores: number;
  readonly memoryMegabytes: number;
  /** The devices that may be there, best first; `cpu` is always the last. */
  readonly devices: readonly ('cpu' | 'webgpu' | 'cuda' | 'tfjs')[];
}

export interface PlannedTraining {
  readonly choices: readonly PlannedChoice[];
  /** Complete: the defaults with the choices applied. */
  readonly config: TrainConfig;
  readonly trainImages: number;
  readonly validationImages: number;
  /** On the images to train on. */
  readonly objects: number;
  /** Why training cannot start; `null` where it can. */
  readonly obstacle: PlanObstacle | null;
}

/**
 * What one press of the button does on this data and this machine. Pure: the same input gives the same plan. Where it goes
 * on from `parent`, it keeps what that model's weights depend on.
 */
export function planTraining(
  images: readonly PlanImage[],
  machine: PlanMachine,
  parent: ParentModel | null = null,
): PlannedTraining {
  const train = images.filter(({ split }) => split === 'train');
  const facts = measureFacts(images);
  const choices: PlannedChoice[] = [];
  const config = (): TrainConfig => {
    return { ...defaultTrainConfig, ...Object.fromEntries(choices.map(({ key, value }) => [key, value])) };
  };
  const network = [
    chooseSeparation(facts),
    chooseArchitecture(facts, machine),
    chooseDepth(facts),
    chooseWidth(machine),
    chooseIntensities(facts),
    chooseNormalisation(),
  ];
  choices.push(...network.map((choice) => keptChoice(choice, parent)));
  choices.push(keptChoice(choosePatch(facts, config(), machine), parent));
  choices.push(chooseBatch(config(), machine), chooseMinutes(facts, machine));
  choices.push(chooseWeighting(facts), chooseAverage(), chooseAim(facts));
  choices.push(...chooseAugmentation(facts, config().separation), ...chooseScaling(facts));
  return {
    choices: choices.filter((choice) => isSaid(choice, parent)),
    config: parseTrainConfig(config()),
    trainImages: train.length,
    validationImages: images.filter(({ split }) => split === 'val').length,
    objects: facts.objects,
    obstacle: findObstacle(train),
  };
}

function findObstacle(train: readonly PlanImage[]): PlanObstacle | null {
  if (train.length === 0) return 'noLabels';
  return train.every((image) => image.objects.length === 0) ? 'noObjects' : null;
}
