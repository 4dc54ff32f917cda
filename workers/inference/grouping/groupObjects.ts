import type { ImageSize } from '../../../app/geometry/imageSize.ts';
import type { Separation } from '../../../app/training/separation.ts';
import type { Segmentation } from '../segmentation.ts';
import { groupByCentres } from './groupByCentres.ts';
import { watershed } from './watershed.ts';

/** A way of telling touching objects apart; components alone never do. */
export type GroupingSeparation = Exclude<Separation, 'components'>;

export interface Grouping {
  readonly separation: GroupingSeparation;
  /** 0-1: how much a valley between two objects must stand out, or how sure a centre must be. */
  readonly leastContrast: number;
}

/** For a model that no labelled image could tell a better one for. */
export const defaultContrast = 0.3;

type GroupPixels = (segmentation: Segmentation, size: ImageSize, leastContrast: number) => Uint32Array;

const groupings: { readonly [S in GroupingSeparation]: GroupPixels } = {
  rims: ({ rim, classMap }, size, leastContrast) => {
    const inside = rim.map((probability) => 1 - probability);
    return watershed(inside, foregroundOf(classMap), size, leastContrast);
  },
  distances: ({ maps: [distance], classMap }, size, leastContrast) => {
    return watershed(distance ?? new Float32Array(), foregroundOf(classMap), size, leastContrast);
  },
  centres: ({ maps: [centre, offsetX, offsetY], classMap }, size, leastContrast) => {
    const none = new Float32Array();
    const maps = { centre: centre ?? none, offsetX: offsetX ?? none, offsetY: offsetY ?? none };
    return groupByCentres(maps, foregroundOf(classMap), size, leastContrast);
  },
};

/** Splits the foreground into objects, whatever their classes: (height, width), numbers from 1, 0 for the background. */
export function groupObjects(segmentation: Segmentation, size: ImageSize, grouping: Grouping): Uint32Array {
  return groupings[grouping.separation](segmentation, size, grouping.leastContrast);
}

function foregroundOf(classMap: Uint8Array): Uint8Array {
  return classMap.map((classIndex) => (classIndex > 0 ? 1 : 0));
}
