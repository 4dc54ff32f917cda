import { classCount, outputPlanes, type Separation } from '../../../app/training/separation.ts';
import { ignoredClass } from '../../../app/training/ignoredClass.ts';
import { drawCentres } from './centreTargets.ts';
import { isRim } from './rims.ts';

/** The objects that a cut-out shows, after every change of its geometry. */
export interface PatchObjects {
  /** (size, size): 0 for the background, k for object k of the image. */
  readonly objects: Uint32Array;
  /** (size, size): 1 where the cut-out shows the mirrored continuation of the image. */
  readonly beyond: Uint8Array;
  /** Side of the cut-out, in pixels. */
  readonly size: number;
  /** Entry k is the class of object k, `ignoredClass` for a crowd; entry 0 is 0. */
  readonly classOfObject: Uint8Array;
  /**
   * x and y of object k at 2k and 2k + 1 in pixels of the cut-out, where a whole number is the middle of a pixel; they may
   * lie outside of it. NaN for objects that the cut-out does not show, and for the background.
   */
  readonly centres: Float64Array;
  /** (size, size): depth in the object, 0-255 as `objectDepths` tells it; empty where no target needs it. */
  readonly depths: Uint8Array;
  /** Entry k is half the width of object k in pixels of the image; empty where no target needs it. */
  readonly radii: Float32Array;
}

/** What decides what a network is to say of a pixel. */
export interface TargetSettings {
  readonly separation: Separation;
  readonly labels: number;
}

/** Planes of `Batch.target`. */
export function targetPlaneCount(separation: Separation): number {
  return 1 + outputPlanes[separation].maps.length;
}

/** Whether targets are made from depths and radii. */
export function needsDepths(separation: Separation): boolean {
  return separation !== 'components';
}

/** Writes what the losses compare with into `target`, (planes, size, size): the class of each pixel, then the maps. */
export function targetPlanes(patch: PatchObjects, settings: TargetSettings, target: Float32Array): void {
  const { objects, classOfObject } = patch;
  for (let i = 0; i < objects.length; i++) target[i] = classOfObject[objects[i] as number] as number;
  writers[settings.separation](patch, settings, target.subarray(0, objects.length), target.subarray(objects.length));
}

type WriteTarget = (patch: PatchObjects, settings: TargetSettings, classes: Float32Array, maps: Float32Array) => void;

const writers: { readonly [S in Separation]: WriteTarget } = {
  components: () => undefined,
  rims: writeRims,
  distances: ({ depths }, _settings, _classes, maps) => {
    for (let i = 0; i < depths.length; i++) maps[i] = (depths[i] as number) / 255;
  },
  centres: (patch, _settings, classes, maps) => {
    drawCentres(patch, maps);
    // A mirrored object has its centre elsewhere than the object itself.
    for (let i = 0; i < classes.length; i++) if (patch.beyond[i] === 1) classes[i] = ignoredClass;
  },
};

/** The outermost pixels of every object become the class behind the labels. */
function writeRims(
  { objects, depths, radii }: PatchObjects,
  { separation, labels }: TargetSettings,
  classes: Float32Array,
): void {
  const rimClass = classCount(separation, labels) - 1;
  for (let i = 0; i < objects.length; i++) {
    const object = objects[i] as number;
    if (object === 0 || classes[i] === ignoredClass) continue;
    if (isRim(depths[i] as number, radii[object] as number)) classes[i] = rimClass;
  }
}
