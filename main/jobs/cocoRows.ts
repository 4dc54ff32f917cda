import { setImmediate } from 'node:timers/promises';
import { AppError } from '../../app/contract/errors.ts';
import type { Refusal } from '../../app/contract/jobs.ts';
import type { ImageSummary } from '../../app/contract/views.ts';
import type { WrittenAnnotation, WrittenCategory, WrittenImage } from '../../app/formats/coco/cocoSchema.ts';
import { comparableName, type CocoValues, writtenAttribute } from '../../app/formats/coco/cocoAttributes.ts';
import { cocoPoints } from '../../app/formats/coco/keypoints.ts';
import { type CocoShape, shapeKey } from '../../app/formats/coco/readCoco.ts';
import { cocoAnnotation } from '../../app/formats/coco/writeCoco.ts';
import type { Geometry } from '../../app/geometry/geometry.ts';
import type { ImageSize } from '../../app/geometry/imageSize.ts';
import { pointsWithin } from '../../app/geometry/points.ts';
import { maskFromGeometry } from '../../app/geometry/rasterise.ts';
import { isComplete } from '../../app/model/imageReview.ts';
import type { AnnotationRecord, LabelId, LabelRecord } from '../../app/model/records.ts';
import type { HostContext } from '../host/hostContext.ts';
import type { ProjectStore } from '../store/projectStore.ts';

export interface NumberedCategories {
  readonly rows: readonly WrittenCategory[];
  readonly ofLabel: (labelId: LabelId) => NumberedCategory;
}

interface NumberedCategory extends Pick<LabelRecord, 'attributes'> {
  readonly id: number;
  readonly name: string;
}

/** Every label with its number: kept from import or from the first export on. */
export function numberCategories(context: Pick<HostContext, 'events'>, project: ProjectStore): NumberedCategories {
  const labels = project.labels.list();
  const names = labels.map(({ name }) => comparableName(name));
  const repeated = names.find((name, index) => names.indexOf(name) < index);
  if (repeated !== undefined) {
    throw new AppError('INVALID_INPUT', `Several labels are called "${repeated}"; rename all but one of them.`);
  }
  const numbers = project.transaction(() => {
    for (const { id, categoryId } of labels) {
      if (categoryId !== null && categoryId > 0) project.exportIds.reserve('category', id, categoryId);
    }
    const ids = labels.map(({ id }) => id);
    const given = project.exportIds.idsFor('category', ids);
    for (const { id, categoryId } of labels) {
      const number = required(given.get(id));
      if (number !== categoryId) project.labels.setCategoryId(id, number);
    }
    return given;
  });
  if (labels.some(({ id, categoryId }) => numbers.get(id) !== categoryId)) {
    context.events.publish({ kind: 'labelsChanged' });
  }
  const rows = labels.map(({ id, name, supercategory, attributes }) => ({
    id: required(numbers.get(id)),
    name,
    supercategory: supercategory ?? '',
    ...(attributes.length === 0 ? {} : { attributes: attributes.map(writtenAttribute) }),
  }));
  const categories = new Map(
    labels.map(({ id, name, attributes }) => [
      id,
      { id: required(numbers.get(id)), name: comparableName(name), attributes },
    ]),
  );
  return { rows, ofLabel: (labelId) => required(categories.get(labelId)) };
}

export interface CollectedRows {
  readonly images: readonly WrittenImage[];
  readonly annotations: readonly WrittenAnnotation[];
  /** Fingerprint of what must be read back, by annotation id. */
  readonly expected: ReadonlyMap<string, string>;
  readonly refused: readonly Refusal[];
}

/** What a file says of an object beside its shape. */
interface ObjectDetails {
  readonly attributes: CocoValues;
  readonly group: number | null;
}

/** What identifies an object in a comparison: its image, label, crowd flag, every pixel or point, attributes and group. */
export function fingerprint(
  image: string,
  label: string,
  isCrowd: boolean,
  shape: CocoShape,
  { attributes, group }: ObjectDetails = { attributes: {}, group: null },
): string {
  const values = Object.entries(attributes).sort(([first], [second]) => (first < second ? -1 : 1));
  return JSON.stringify([image, label, isCrowd, shapeKey(shape), values, group]);
}

/** The accepted objects of the images as rows. `onImage` is called after every image and may throw. */
export async function collectRows(
  project: ProjectStore,
  images: readonly ImageSummary[],
  categories: NumberedCategories,
  onImage: (name: string) => void,
): Promise<CollectedRows> {
  const imageNumbers = project.exportIds.idsFor('image', idsOf(images));
  const imageRows: WrittenImage[] = [];
  const annotations: WrittenAnnotation[] = [];
  const expected = new Map<string, string>();
  const refused: Refusal[] = [];
  let groups = 0;
  for (const image of images) {
    const { name, width, height, tags } = image;
    const imageId = required(imageNumbers.get(image.id));
    const tagged = tags.length === 0 ? {} : { tags };
    imageRows.push({ id: imageId, file_name: name, width, height, done: isComplete(image), ...tagged });
    const records = [...project.annotations.accepted([image.id])];
    const numbers = project.exportIds.idsFor('annotation', idsOf(records));
    const groupNumbers = numberGroups(records, groups);
    groups += groupNumbers.size;
    for (const { id, labelId, geometry, isCrowd, attributes, groupId } of records) {
      const category = categories.ofLabel(labelId);
      const shape = shapeOn(geometry, image);
      if (shape === null) {
        refused.push({ item: `${category.name} on ${name}`, reason: { kind: 'noPixels' } });
        continue;
      }
      const object = { id: required(numbers.get(id)), imageId, categoryId: category.id };
      const group = groupId === null ? null : (groupNumbers.get(groupId) ?? null);
      const details = { attributes: namedValues(attributes, category), group };
      const row =
        shape.mask === null
          ? cocoPoints({ ...object, ...details, isCrowd: false }, shape.geometry)
          : cocoAnnotation({ ...object, ...details, isCrowd, geometry: shape.geometry }, shape.mask, image);
      annotations.push(row);
      expected.set(String(row.id), fingerprint(name, category.name, row.iscrowd === 1, shape, details));
    }
    onImage(name);
    await setImmediate();
  }
  return { images: imageRows, annotations, expected, refused };
}

/** `null` where it covers no pixel of the image, or none of its points is on it. */
export function shapeOn(geometry: Geometry, size: ImageSize): CocoShape | null {
  if (geometry.kind === 'points') {
    const within = pointsWithin(geometry, size);
    return within === null ? null : { geometry: within, mask: null };
  }
  const mask = maskFromGeometry(geometry, size);
  return mask === null ? null : { geometry, mask };
}

function namedValues(
  values: AnnotationRecord['attributes'],
  { attributes }: Pick<LabelRecord, 'attributes'>,
): CocoValues {
  const entries = attributes.flatMap(({ id, name }) => {
    const value = values[id];
    return value === undefined || value === '' ? [] : [[comparableName(name), value] as const];
  });
  return Object.fromEntries(entries);
}

/** Numbers from `before` + 1 on for the groups of an image: unique in the file, given anew at every export. */
function numberGroups(records: readonly AnnotationRecord[], before: number): ReadonlyMap<string, number> {
  const groups = Map.groupBy(records, ({ groupId }) => groupId);
  const shared = [...groups].flatMap(([groupId, members]) => (groupId === null || members.length < 2 ? [] : [groupId]));
  return new Map(shared.map((groupId, index) => [groupId, before + index + 1]));
}

function idsOf(records: readonly { readonly id: string }[]): string[] {
  return records.map(({ id }) => id);
}

function required<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('A record has no export number');
  return value;
}
