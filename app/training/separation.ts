import * as v from 'valibot';
import type { TrainConfig } from './trainConfig.ts';

/** What a plane of plain numbers beside the class planes of a network means. */
export const mapKind = v.picklist(['distance', 'centre', 'offsetX', 'offsetY']);
export type MapKind = v.InferOutput<typeof mapKind>;

/** What a network gives out for a way of telling touching objects apart. */
export interface OutputPlanes {
  /** Whether a class of its own, the last, stands for the rims of objects. */
  readonly hasRimClass: boolean;
  readonly maps: readonly MapKind[];
}

export type Separation = TrainConfig['separation'];

export const outputPlanes: { readonly [S in Separation]: OutputPlanes } = {
  components: { hasRimClass: false, maps: [] },
  rims: { hasRimClass: true, maps: [] },
  distances: { hasRimClass: false, maps: ['distance'] },
  centres: { hasRimClass: false, maps: ['centre', 'offsetX', 'offsetY'] },
};

/** Classes that a network tells apart, the background among them. */
export function classCount(separation: Separation, labels: number): number {
  return labels + 1 + (outputPlanes[separation].hasRimClass ? 1 : 0);
}

/** What a network for a project gives out: class 0 is the background. */
export function projectOutputs(separation: Separation, labels: number): { classes: number; maps: MapKind[] } {
  return { classes: classCount(separation, labels), maps: [...outputPlanes[separation].maps] };
}
