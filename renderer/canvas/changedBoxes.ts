import type { PixelBox } from '../../app/geometry/geometry.ts';
import { knownBox } from '../../app/geometry/knownBox.ts';
import { drawingOrder } from '../../app/model/document.ts';
import type { AnnotationRecord } from '../../app/model/records.ts';
import type { DrawnObjects } from './objectDrawing.ts';

/** From so many changes on, everything is drawn anew. */
const mostChanges = 200;

/**
 * Boxes, in image pixels, in which `after` looks otherwise than `before`; `null` where that is everywhere or in too many
 * places. Unchanged records are the same values, in the same order.
 */
export function changedBoxes(before: DrawnObjects, after: DrawnObjects): readonly PixelBox[] | null {
  if (before.labels !== after.labels || before.minScore !== after.minScore || before.look !== after.look) return null;
  const changed = before.index === after.index ? [] : changedRecords(before.index.values, after.index.values);
  if (changed === null) return null;
  const boxes = changed.map(({ geometry }) => knownBox(geometry));
  if (before.hides !== after.hides) {
    const isTurned = ({ id }: AnnotationRecord) => before.hides.has(id) !== after.hides.has(id);
    boxes.push(...after.index.values.filter(isTurned).map(({ geometry }) => knownBox(geometry)));
  }
  return boxes.length > mostChanges ? null : boxes;
}

/** Whether the same objects are drawn, perhaps with other fills and outlines. */
export function differInLookAtMost(before: DrawnObjects, after: DrawnObjects): boolean {
  const { imageId, index, labels, hides, minScore } = after;
  const isSameImage = before.imageId === imageId && before.index === index && before.labels === labels;
  return isSameImage && before.hides === hides && before.minScore === minScore;
}

/** Records of either list that are not in the other; `null` where they are too many. */
function changedRecords(
  before: readonly AnnotationRecord[],
  after: readonly AnnotationRecord[],
): readonly AnnotationRecord[] | null {
  const changed: AnnotationRecord[] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    const [old, now] = [before[i], after[j]];
    if (old === now) {
      i++;
      j++;
      continue;
    }
    const order = old === undefined ? 1 : now === undefined ? -1 : drawingOrder(old, now);
    if (old !== undefined && order <= 0) {
      changed.push(old);
      i++;
    }
    if (now !== undefined && order >= 0) {
      changed.push(now);
      j++;
    }
    if (changed.length > mostChanges) return null;
  }
  return changed;
}
