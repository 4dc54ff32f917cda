import type { ImageSize } from '../../geometry/imageSize.ts';
import type { PixelBox } from '../../geometry/geometry.ts';
import { geometryBox } from '../../geometry/measure.ts';
import { clipGeometry, translateGeometry } from '../../geometry/transform.ts';
import { valuesOfNames } from '../attributes.ts';
import type { CopiedObject } from '../copiedObjects.ts';
import type { RecordDiff } from '../diff.ts';
import type { LabellingDocument } from '../document.ts';
import type { AnnotationId, GroupId, LabelId } from '../records.ts';
import { addition } from './changes.ts';
import { drawnAnnotation } from './objects.ts';

/**
 * Copies as a person's own objects, at the place that they had. Where that is not on the image they are moved onto it,
 * together if they have room together; what is larger than the image is cut at its border. Objects whose label is not
 * there are left out. `newIds` has one for every object.
 */
export function pasteObjects(
  document: LabellingDocument,
  args: { readonly objects: readonly CopiedObject[]; readonly newIds: readonly AnnotationId[]; readonly now: number },
): RecordDiff {
  const labelled = args.objects.flatMap((object) => {
    const labelId = labelFor(document, object);
    return labelId === null ? [] : [{ ...object, labelId }];
  });
  const boxes = labelled.map(({ geometry }) => geometryBox(geometry));
  const around = boxAround(boxes);
  const fitTogether = around.width <= document.image.width && around.height <= document.image.height;
  const groupIds = groupsOfPasted(labelled, args.newIds);
  return labelled.flatMap(({ labelId, geometry, isCrowd, attributes: named, groupId: before }, index): RecordDiff => {
    const id = args.newIds[index];
    const { dx, dy } = shiftOnto(fitTogether ? around : (boxes[index] ?? around), document.image);
    const moved = dx === 0 && dy === 0 ? geometry : translateGeometry(geometry, dx, dy);
    const placed = clipGeometry(moved, document.image);
    if (id === undefined || placed === null) return [];
    const pasted = drawnAnnotation(document, { id, labelId, geometry: placed, now: args.now });
    const attributes = valuesOfNames(named, document.labels.get(labelId));
    const groupId = before === null ? null : (groupIds.get(before) ?? null);
    return [addition({ ...pasted, isCrowd, attributes, groupId })];
  });
}

/** What of a group is pasted together becomes a group of its own, which has the id of its first object. */
function groupsOfPasted(
  objects: readonly Pick<CopiedObject, 'groupId'>[],
  newIds: readonly AnnotationId[],
): ReadonlyMap<GroupId, GroupId> {
  const groups = Map.groupBy(objects.keys(), (index) => objects[index]?.groupId ?? null);
  const pasted = [...groups].flatMap(([groupId, [first, ...others]]) => {
    const newId: string | undefined = first === undefined || others.length === 0 ? undefined : newIds[first];
    return groupId === null || newId === undefined ? [] : [[groupId, newId] as const];
  });
  return new Map(pasted);
}

/** The very label, or in another project the one of the same name. */
function labelFor({ labels }: LabellingDocument, { labelId, labelName }: CopiedObject): LabelId | null {
  if (labels.has(labelId)) return labelId;
  return [...labels.values()].find(({ name }) => name === labelName)?.id ?? null;
}

function boxAround(boxes: readonly PixelBox[]): PixelBox {
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  return { x, y, width: right - x, height: bottom - y };
}

/** The shortest way onto the image, in whole pixels; what is longer than the image begins at its border. */
function shiftOnto({ x, y, width, height }: PixelBox, size: ImageSize): { readonly dx: number; readonly dy: number } {
  const along = (start: number, length: number, room: number) => Math.max(Math.min(start, room - length), 0) - start;
  return { dx: along(x, width, size.width), dy: along(y, height, size.height) };
}
