import { estimateStepMegabytes, fittingPatchSize } from '../architectures.ts';
import type { TrainConfig } from '../trainConfig.ts';
import type { DataFacts } from './dataFacts.ts';
import type { PlanMachine, PlannedChoice } from './planTraining.ts';

type Network = Pick<TrainConfig, 'architecture' | 'width' | 'depth'>;

/** Small cut-outs make many quick steps, which teach most in the first minutes; they must still show objects whole. */
export function choosePatch(
  { diameter, shorterSide }: DataFacts,
  network: Network,
  machine: PlanMachine,
): PlannedChoice {
  const [least, most] = machine.devices[0] === 'cpu' ? [128, 256] : [256, 384];
  const wanted = Math.min(Math.max(least, diameter * 2.5), most, Math.max(shorterSide, 64));
  const value = fittingPatchSize(network, wanted);
  return {
    key: 'patchSize',
    value,
    reason:
      shorterSide <= wanted
        ? { kind: 'nearlyWholeImage', pixels: Math.round(shorterSide) }
        : { kind: 'objectsWhole', patch: value, pixels: Math.round(diameter) },
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

export function chooseMinutes({ images, objects, megapixels }: DataFacts, machine: PlanMachine): PlannedChoice {
  const base = megapixels < 2 ? 2 : megapixels < 20 ? 5 : 10;
  const minutes = machine.cores < 2 ? base * 2 : base;
  const rounded = Number(megapixels.toFixed(1));
  return {
    key: 'minutes',
    value: minutes,
    reason: { kind: 'timeForImages', images, objects, megapixels: rounded, minutes },
  };
}
