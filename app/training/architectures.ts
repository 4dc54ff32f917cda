import { networkParameters, type NetworkSize } from './networkParameters.ts';
import type { TrainConfig, TrainConfigKey } from './trainConfig.ts';

export type ArchitectureName = TrainConfig['architecture'];

/** What people and the planner are told of an architecture; `workers/architectures` builds it. */
export interface ArchitectureFacts {
  readonly name: string;
  /** One sentence: what it is good for, and what it costs. */
  readonly sentence: string;
  readonly paper: string;
  /** `semantic`: which label each pixel has; `touching`: besides, which of several touching objects. */
  readonly tasks: readonly ('semantic' | 'touching')[];
  /** The depths that it can be built with; `null` where its depth is fixed and the setting unused. */
  readonly depths: { readonly least: number; readonly most: number } | null;
  /** Height and width of an image must be multiples of this. */
  readonly multipleOf: (depth: number) => number;
  /** Floats that a training step holds at once for each pixel of a cut-out and each of `width`: as measured, and a third. */
  readonly stepFloats: number;
}

const powerOfTwo = (depth: number): number => 2 ** depth;

export const architectureFacts: { readonly [A in ArchitectureName]: ArchitectureFacts } = {
  unet: {
    name: 'U-Net',
    sentence: 'Keeps fine outlines and learns from few images; the first choice.',
    paper: 'Ronneberger, Fischer and Brox, 2015',
    tasks: ['semantic', 'touching'],
    depths: { least: 1, most: 6 },
    multipleOf: powerOfTwo,
    stepFloats: 60,
  },
  residualUnet: {
    name: 'ResNet U-Net',
    sentence: 'A U-Net with more layers that still train well; for harder images and longer runs.',
    paper: 'Ronneberger, Fischer and Brox, 2015; He, Zhang, Ren and Sun, 2016',
    tasks: ['semantic', 'touching'],
    depths: { least: 1, most: 6 },
    multipleOf: powerOfTwo,
    stepFloats: 65,
  },
  mobileUnet: {
    name: 'MobileNet U-Net',
    sentence: 'A U-Net with a fifth of the weights and quicker steps; for small model files.',
    paper: 'Ronneberger, Fischer and Brox, 2015; Sandler and others (MobileNetV2), 2018',
    tasks: ['semantic', 'touching'],
    depths: { least: 1, most: 6 },
    multipleOf: powerOfTwo,
    stepFloats: 70,
  },
  fcn8s: {
    name: 'FCN-8s',
    sentence: 'Quick steps and a wide view, but outlines only as fine as eight pixels; for large objects.',
    paper: 'Long, Shelhamer and Darrell, 2015',
    tasks: ['semantic', 'touching'],
    depths: null,
    multipleOf: () => 32,
    stepFloats: 25,
  },
  segnet: {
    name: 'SegNet',
    sentence: 'Remembers where maxima were instead of whole activations; few weights, sharp edges.',
    paper: 'Badrinarayanan, Kendall and Cipolla, 2017',
    tasks: ['semantic', 'touching'],
    depths: { least: 1, most: 6 },
    multipleOf: powerOfTwo,
    stepFloats: 50,
  },
  pspnet: {
    name: 'PSPNet',
    sentence: 'Sees each place within the whole cut-out; quick steps, coarse outlines, for large regions.',
    paper: 'Zhao and others, 2017',
    tasks: ['semantic', 'touching'],
    depths: { least: 2, most: 5 },
    multipleOf: (depth) => 8 * 2 ** depth,
    stepFloats: 10,
  },
  deeplabV3Plus: {
    name: 'DeepLabv3+',
    sentence: 'Looks near and far at once and sharpens at a quarter of the size; for objects of mixed sizes.',
    paper: 'Chen and others, 2018',
    tasks: ['semantic', 'touching'],
    depths: { least: 2, most: 5 },
    multipleOf: powerOfTwo,
    stepFloats: 18,
  },
  panopticDeeplab: {
    name: 'Panoptic-DeepLab',
    sentence: 'Two decoders, one for labels and one for centres; tells touching objects apart by their centres.',
    paper: 'Cheng and others, 2020',
    tasks: ['touching'],
    depths: { least: 3, most: 5 },
    multipleOf: powerOfTwo,
    stepFloats: 30,
  },
};

export function multipleOfPatch({ architecture, depth }: Pick<TrainConfig, 'architecture' | 'depth'>): number {
  return architectureFacts[architecture].multipleOf(depth);
}

/** The smallest size of cut-outs from `wanted` on that the network takes. */
export function fittingPatchSize(config: Pick<TrainConfig, 'architecture' | 'depth'>, wanted: number): number {
  const multiple = multipleOfPatch(config);
  return Math.ceil(wanted / multiple) * multiple;
}

/** Numbers that the network learns, about: its kernels, which make 70 to 100 % of them. */
export function estimateParameters(config: NetworkSize & Pick<TrainConfig, 'architecture'>): number {
  return networkParameters[config.architecture](config);
}

/** Megabytes that a training step takes on the processor, about, beside those of the program itself. */
export function estimateStepMegabytes(
  config: NetworkSize & Pick<TrainConfig, 'architecture' | 'batchSize' | 'patchSize'>,
): number {
  const { architecture, width, batchSize, patchSize } = config;
  const activations = batchSize * patchSize ** 2 * width * architectureFacts[architecture].stepFloats;
  // Weights, gradients, two moments of the optimiser, and as much again while they are replaced.
  return ((activations + 8 * estimateParameters(config)) * 4) / 2 ** 20;
}

/** The settings that the architecture has no use for. */
export function unusedSettings({ architecture }: Pick<TrainConfig, 'architecture'>): readonly TrainConfigKey[] {
  return architectureFacts[architecture].depths === null ? ['depth'] : [];
}
