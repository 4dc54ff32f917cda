import { estimateStepMegabytes } from './architectures.ts';
import type { Split } from '../model/records.ts';
import { defaultTrainConfig, parseTrainConfig, type TrainConfig, type TrainConfigKey } from './trainConfig.ts';

/** One setting that was chosen for the person, with the reason in one line of plain words. */
export interface PlannedChoice {
  readonly key: TrainConfigKey;
  readonly value: string | number | boolean | null;
  readonly reason: string;
}

/** An image with the objects that may be learnt from; images whose labelling is not finished are left out. */
export interface PlanImage {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly bitDepth: 8 | 16;
  readonly split: Split;
  readonly objects: readonly PlanObject[];
}

export interface PlanObject {
  /** 1 is the first label. */
  readonly classIndex: number;
  /** Pixels. */
  readonly area: number;
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
  readonly obstacle: string | null;
}

/** What one press of the button does on this data and this machine. Pure: the same input gives the same plan. */
export function planTraining(images: readonly PlanImage[], machine: PlanMachine): PlannedTraining {
  const train = images.filter(({ split }) => split === 'train');
  const validation = images.filter(({ split }) => split === 'val');
  const objects = [...train, ...validation].flatMap((image) => image.objects);
  const learntObjects = train.reduce((sum, image) => sum + image.objects.length, 0);
  const depth = chooseDepth(objects);
  const patch = choosePatch(train, objects, Number(depth.value), machine);
  const width = chooseWidth(train, machine);
  const choices = [
    depth,
    width,
    patch,
    chooseBatch({ depth: Number(depth.value), width: Number(width.value), patchSize: Number(patch.value) }, machine),
    chooseMinutes(train, learntObjects, machine),
    chooseWeighting(objects),
  ];
  const chosen = Object.fromEntries(choices.map(({ key, value }) => [key, value]));
  return {
    choices,
    config: parseTrainConfig({ ...defaultTrainConfig, ...chosen }),
    trainImages: train.length,
    validationImages: validation.length,
    objects: learntObjects,
    obstacle: findObstacle(train),
  };
}

function findObstacle(train: readonly PlanImage[]): string | null {
  if (train.length === 0) return 'No image is labelled yet: label a few objects first.';
  if (train.every((image) => image.objects.length === 0)) {
    return 'No image to train on has an accepted object: accept or draw some first.';
  }
  return null;
}

/** A level halves the image, so four levels see about 140 pixels around a point and three about 70. */
function chooseDepth(objects: readonly PlanObject[]): PlannedChoice {
  const diameter = typicalDiameter(objects);
  const value = diameter > 140 ? 4 : 3;
  const size = Math.round(diameter);
  const reason =
    objects.length === 0
      ? 'Three halvings suit objects of small and medium size.'
      : `Most objects are up to ${size} pixels across; ${value} halvings let the network see them whole.`;
  return { key: 'depth', value, reason };
}

function chooseWidth(train: readonly PlanImage[], machine: PlanMachine): PlannedChoice {
  const hasGpu = machine.devices[0] !== 'cpu';
  if (hasGpu) return { key: 'width', value: 32, reason: 'A graphics processor has the speed for a wide network.' };
  const colour = train.some(({ channels }) => channels === 3) ? 'colour' : 'grey';
  const reason = `On ${machine.cores} processor cores a narrow network learns most in the given time from ${colour} images.`;
  return { key: 'width', value: 16, reason };
}

/** Small cut-outs make many quick steps, which teach most in the first minutes; they must still show objects whole. */
function choosePatch(
  train: readonly PlanImage[],
  objects: readonly PlanObject[],
  depth: number,
  machine: PlanMachine,
): PlannedChoice {
  const multiple = 2 ** depth;
  const [least, most] = machine.devices[0] === 'cpu' ? [128, 256] : [256, 384];
  const diameter = typicalDiameter(objects);
  const side = quantile(
    train.map(({ width, height }) => Math.min(width, height)),
    0.5,
  );
  const wanted = Math.min(Math.max(least, diameter * 2.5), most, Math.max(side, 64));
  const value = Math.ceil(wanted / multiple) * multiple;
  const reason =
    side <= wanted
      ? `The images are about ${Math.round(side)} pixels on their shorter side, so a cut-out shows nearly all of one.`
      : `Cut-outs of ${value} pixels show objects of about ${Math.round(diameter)} pixels whole and keep a step short.`;
  return { key: 'patchSize', value, reason };
}

/** Side of a square as large as nine of ten objects. */
function typicalDiameter(objects: readonly PlanObject[]): number {
  const areas = objects.map(({ area }) => area);
  return Math.sqrt(quantile(areas, 0.9));
}

function chooseBatch(size: Pick<TrainConfig, 'depth' | 'width' | 'patchSize'>, machine: PlanMachine): PlannedChoice {
  const { architecture } = defaultTrainConfig;
  const patchMegabytes = estimateStepMegabytes({ architecture, ...size, batchSize: 1 });
  const affordable = Math.floor((machine.memoryMegabytes * 0.4) / patchMegabytes);
  const wanted = machine.devices[0] === 'cpu' ? 4 : 8;
  const value = Math.max(1, Math.min(wanted, affordable));
  const reason =
    value < wanted
      ? `${value} cut-outs in a step are what fits into ${Math.round(machine.memoryMegabytes / 1024)} GB of memory.`
      : `${value} cut-outs in a step are enough for steady learning.`;
  return { key: 'batchSize', value, reason };
}

function chooseMinutes(train: readonly PlanImage[], objects: number, machine: PlanMachine): PlannedChoice {
  const megapixels = train.reduce((sum, { width, height }) => sum + (width * height) / 1e6, 0);
  const base = megapixels < 2 ? 2 : megapixels < 20 ? 5 : 10;
  const value = machine.cores < 2 ? base * 2 : base;
  const reason = `${train.length} images with ${objects} objects (${megapixels.toFixed(1)} megapixels) are learnt in about ${value} minutes.`;
  return { key: 'minutes', value, reason };
}

function chooseWeighting(objects: readonly PlanObject[]): PlannedChoice {
  const areas = new Map<number, number>();
  for (const { classIndex, area } of objects) areas.set(classIndex, (areas.get(classIndex) ?? 0) + area);
  const sums = [...areas.values()];
  const ratio = sums.length < 2 ? 1 : Math.max(...sums) / Math.min(...sums);
  const reason =
    ratio > 3
      ? `The commonest label covers ${Math.round(ratio)} times the area of the rarest, so rare labels count more.`
      : 'Objects cover less than the background, so they count more.';
  return { key: 'classWeighting', value: 'balanced', reason };
}

/** Value below which `share` of `values` lie; 0 without values. */
function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
