/** The objects that a cut-out shows, after every change of its geometry. */
export interface PatchObjects {
  /** (size, size): 0 for the background, k for object k of the image. */
  readonly objects: Uint32Array;
  /** Side of the cut-out, in pixels. */
  readonly size: number;
  /** Entry k is the class of object k, `ignoredClass` for a crowd; entry 0 is 0. */
  readonly classOfObject: Uint8Array;
  /**
   * x and y of object k at 2k and 2k + 1 in pixels of the cut-out, where a whole number is the middle of a pixel; they may
   * lie outside of it. NaN where nothing of the object is to be seen in the image, and for the background.
   */
  readonly centres: Float64Array;
}

/** Planes of `Batch.target`. */
export const targetPlaneCount = 1;

/** Writes what the losses compare with into `target`, (planes, size, size): the class of each pixel. */
export function targetPlanes({ objects, classOfObject }: PatchObjects, target: Float32Array): void {
  for (let i = 0; i < objects.length; i++) target[i] = classOfObject[objects[i] as number] as number;
}
