import { pointsLeftOutInEnglish } from '../../../app/training/plan/pointsLeftOut.ts';

/** Objects of points, beside what all objects have. */
export const points = {
  count: (count: number, shown: string) => (count === 1 ? '1 point' : `${shown} points`),
  leftOut: pointsLeftOutInEnglish,
  exported: (objects: number, shown: string) =>
    objects === 1
      ? '1 object of points was written as keypoints.'
      : `${shown} objects of points were written as keypoints.`,
};
