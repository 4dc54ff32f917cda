/** What a plan says where there are points; each language has such a sentence. */
export type PointsLeftOut = (objects: number, shown: string) => string;

export const pointsLeftOutInEnglish: PointsLeftOut = (objects, shown) =>
  objects === 1
    ? '1 object of points is left out: points cover no pixels to learn from.'
    : `${shown} objects of points are left out: points cover no pixels to learn from.`;
