import { setImmediate } from 'node:timers/promises';
import { AppError } from '../../app/contract/errors.ts';
import type { Refusal } from '../../app/contract/jobs.ts';
import type { ImageSummary } from '../../app/contract/views.ts';
import type { WrittenAnnotation, WrittenCategory, WrittenImage } from '../../app/formats/coco/cocoSchema.ts';
import { cocoAnnotation, maskKey } from '../../app/formats/coco/writeCoco.ts';
import type { MaskGeometry } from '../../app/geometry/geometry.ts';
import { maskFromGeometry } from '../../app/geometry/rasterise.ts';
import { isComplete } from '../../app/model/imageReview.ts';
import type { LabelId } from '../../app/model/records.ts';
import type { HostContext } from '../host/hostContext.ts';
import type { ProjectStore } from '../store/projectStore.ts';

export interface NumberedCategories {
  readonly rows: readonly WrittenCategory[];
  readonly ofLabel: (labelId: LabelId) => { readonly id: number; readonly name: string };
}

/** Every label with its number: kept from import or from the first export on. */
export function numberCategories(context: Pick<HostContext, 'events'>, project: ProjectStore): NumberedCategories {
  const labels = project.labels.list();
  const names = labels.map(({ name }) => comparableLabel(name));
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
  const rows = labels.map(({ id, name, supercategory }) => ({
    id: required(numbers.get(id)),
    name,
    supercategory: supercategory ?? '',
  }));
  const categories = new Map(
    labels.map(({ id, name }) => [id, { id: required(numbers.get(id)), name: comparableLabel(name) }]),
  );
  return { rows, ofLabel: (labelId) => required(categories.get(labelId)) };
}

/** As the reader sees a name. */
function comparableLabel(name: string): string {
  return name.trim().normalize('NFC');
}

export interface CollectedRows {
  readonly images: readonly WrittenImage[];
  readonly annotations: readonly WrittenAnnotation[];
  /** Fingerprint of what must be read back, by annotation id. */
  readonly expected: ReadonlyMap<string, string>;
  readonly refused: readonly Refusal[];
}

/** What identifies an object in a comparison: its image, label, crowd flag and every pixel. */
export function fingerprint(image: string, label: string, isCrowd: boolean, mask: MaskGeometry): string {
  return JSON.stringify([image, label, isCrowd, maskKey(mask)]);
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
  for (const image of images) {
    const { name, width, height } = image;
    const imageId = required(imageNumbers.get(image.id));
    imageRows.push({ id: imageId, file_name: name, width, height, done: isComplete(image) });
    const records = [...project.annotations.accepted([image.id])];
    const numbers = project.exportIds.idsFor('annotation', idsOf(records));
    for (const { id, labelId, geometry, isCrowd } of records) {
      const category = categories.ofLabel(labelId);
      const mask = maskFromGeometry(geometry, image);
      if (mask === null) {
        refused.push({ item: `${category.name} on ${name}`, reason: { kind: 'noPixels' } });
        continue;
      }
      const object = { id: required(numbers.get(id)), imageId, categoryId: category.id, geometry, isCrowd };
      const row = cocoAnnotation(object, mask, image);
      annotations.push(row);
      expected.set(String(row.id), fingerprint(name, category.name, isCrowd, mask));
    }
    onImage(name);
    await setImmediate();
  }
  return { images: imageRows, annotations, expected, refused };
}

function idsOf(records: readonly { readonly id: string }[]): string[] {
  return records.map(({ id }) => id);
}

function required<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('A record has no export number');
  return value;
}
