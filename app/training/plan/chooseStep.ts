import { estimateStepMegabytes, fittingPatchSize } from '../architectures.ts';
import type { TrainConfig } from '../trainConfig.ts';
import type { DataFacts } from './dataFacts.ts';
import type { PlanMachine, PlannedChoice } from './planTraining.ts';

type Network = Pick<TrainConfig, 'architecture' | 'width' | 'depth'>;

/**
 * Small cut-outs make many quick steps, which teach most in the first minutes; they must still show objects whole, at
 * least those of every other label.
 */
export function choosePatch(
  { usualDiameter, shorterSide }: DataFacts,
  network: Network,
  machine: PlanMachine,
): PlannedChoice {
  const [least, most] = machine.devices[0] === 'cpu' ? [128, 256] : [256, 384];
  const wanted = Math.min(Math.max(least, usualDiameter * 2.5), most, Math.max(shorterSide, 64));
  const value = fittingPatchSize(network, wanted);
  return {
    key: 'patchSize',
    value,
    reason:
      shorterSide <= wanted
        ? { kind: 'nearlyWholeImage', pixels: Math.round(shorterSide) }
        : { kind: 'objectsWhole', patch: value, pixels: Math.round(usualDiameter) },
  };
}

/** Share of the memory that a step may take: other programs and the decoded images want some too. */
const memoryShare = 0.4;

export function chooseBatch(network: Network & Pick<TrainConfig, 'patchSize'>, machine: PlanMachine): PlannedChoice {
  const megabytes = estimateStepMegabytes({ ...network, batchSize: 1 });
  const affordable = Math.floor((machine.memoryMegabytes * memoryShare) / megabytes);
  const wanted = machine.devices[0] === 'cpu' ? 4 : 8;
  const cutOuts = Math.max(1, Math.min(wanted, affordable));
  return {
    key: 'batchSize',
    value: cutOuts,
    reason:
      cutOuts < wanted
        ? { kind: 'fitsMemory', cutOuts, gigabytes: Math.round(machine.memoryMegabytes / 1024) }
        : { kind: 'steadyLearning', cutOuts },
  };
}

/** Each label wants half of the time of one alone, up to this many times as long in all. */
const longestForLabels = 3;

export function chooseMinutes({ images, objects, labels, megapixels }: DataFacts, machine: PlanMachine): PlannedChoice {
  const base = megapixels < 2 ? 2 : megapixels < 20 ? 5 : 10;
  const forLabels = Math.min((1 + Math.max(labels, 1)) / 2, longestForLabels);
  const minutes = Math.round(base * forLabels * (machine.cores < 2 ? 2 : 1));
  const rounded = Number(megapixels.toFixed(1));
  return {
    key: 'minutes',
    value: minutes,
    reason: { kind: 'timeForImages', images, objects, labels, megapixels: rounded, minutes },
  };
}
