import { geometryArea } from '../geometry/measure.ts';
import type { RunDataset } from './runDataset.ts';

/** One in fifty objects may be a slip of the hand, which says nothing about the size of objects. */
const disregardedShare = 0.02;
/** What is smaller than this share of the smallest objects is no object. */
const smallestShare = 0.5;

/** The area, in pixels, that an object of each label must have: half of that of the smallest ones that were labelled. */
export function smallestAreas({ labels, images }: RunDataset): number[] {
  const objects = images.flatMap((image) => image.objects.filter(({ isCrowd }) => !isCrowd));
  return labels.map((_, index) => {
    const ofLabel = objects.filter(({ classIndex }) => classIndex === index + 1);
    const areas = ofLabel.map(({ geometry }) => geometryArea(geometry)).toSorted((a, b) => a - b);
    const small = areas[Math.floor(areas.length * disregardedShare)] ?? 0;
    return Math.max(1, Math.floor(small * smallestShare));
  });
}
