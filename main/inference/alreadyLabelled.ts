import type { PredictedInstance } from '../../app/contract/workerMessages.ts';
import type { ImageSize } from '../../app/geometry/imageSize.ts';
import { maskIou } from '../../app/geometry/maskOperations.ts';
import { maskFromGeometry } from '../../app/geometry/rasterise.ts';
import { areasOf } from '../../app/model/areas.ts';
import type { AnnotationRecord } from '../../app/model/records.ts';

/** The share of overlap from which a suggestion shows an object that is decided on already. */
const sameObjectIou = 0.5;

/** Leaves out what a person has accepted or rejected before: nobody is asked twice about one object. */
export function withoutDecidedObjects(
  instances: readonly PredictedInstance[],
  annotations: readonly AnnotationRecord[],
  size: ImageSize,
): readonly PredictedInstance[] {
  const decided = areasOf(annotations).flatMap(({ geometry, status }) => {
    const mask = status === 'suggested' ? null : maskFromGeometry(geometry, size);
    return mask ? [mask] : [];
  });
  return instances.filter(({ geometry }) => decided.every((mask) => maskIou(geometry, mask) < sameObjectIou));
}
