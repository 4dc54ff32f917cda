import type { PointsGeometry } from '../../geometry/geometry.ts';
import type { ImageSize } from '../../geometry/imageSize.ts';
import { placesOf, pointCount, pointsBox, pointsOf, pointsWithin } from '../../geometry/points.ts';
import type { WrittenAnnotation } from './cocoSchema.ts';
import { type ObjectToWrite, writtenDetails } from './writeCoco.ts';

/**
 * Points as COCO's keypoints. The category names none: objects of one label may have different numbers of points, and
 * what stands at which place is for the person to know.
 */

/** COCO's mark of a keypoint that is labelled and visible. */
const VISIBLE = 2;

/** An annotation without segmentation and area, and with a box of whole pixels around the points. */
export function cocoPoints(object: ObjectToWrite, geometry: PointsGeometry): WrittenAnnotation {
  const box = pointsBox(geometry);
  return {
    id: object.id,
    image_id: object.imageId,
    category_id: object.categoryId,
    segmentation: [],
    keypoints: placesOf(geometry).flatMap(({ x, y }) => [x, y, VISIBLE]),
    num_keypoints: pointCount(geometry),
    area: 0,
    bbox: [box.x, box.y, box.width, box.height],
    iscrowd: 0,
    ...writtenDetails(object),
  };
}

/** Whether a row is meant as points: what has a segmentation too is read by that. */
export function isKeypointRow({ segmentation, keypoints }: { segmentation?: unknown; keypoints?: unknown }): boolean {
  const isEmpty = segmentation === undefined || segmentation === null || isEmptyList(segmentation);
  return isEmpty && Array.isArray(keypoints) && keypoints.length > 0;
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

export type ReadKeypoints =
  { readonly geometry: PointsGeometry; readonly omitted: readonly string[] } | { readonly reason: string };

/** The visible ones on the image. */
export function readKeypoints(keypoints: unknown, size: ImageSize): ReadKeypoints {
  if (!Array.isArray(keypoints) || !keypoints.every((value) => typeof value === 'number' && Number.isFinite(value))) {
    return { reason: 'Its keypoints are not a list of numbers.' };
  }
  if (keypoints.length % 3 !== 0) {
    return { reason: `Its keypoints have ${keypoints.length} numbers; each needs x, y and whether it is visible.` };
  }
  const places = Array.from({ length: keypoints.length / 3 }, (_, index) => {
    const [x, y, visibility] = keypoints.slice(3 * index, 3 * index + 3) as [number, number, number];
    // -0 is not kept by stored text.
    return { x: x + 0, y: y + 0, visibility };
  });
  const visible = places.filter(({ visibility }) => visibility > 0);
  if (visible.length === 0) return { reason: 'None of its keypoints is visible.' };
  const within = pointsWithin(pointsOf(visible), size);
  if (within === null) return { reason: 'None of its keypoints is on the image.' };
  const left = visible.length - pointCount(within);
  return { geometry: within, omitted: left === 0 ? [] : [`Keypoints beside the image: ${left}.`] };
}

/** The same text for the same points in the same order. */
export function pointsKey({ points }: PointsGeometry): string {
  return `points ${points.join(' ')}`;
}
