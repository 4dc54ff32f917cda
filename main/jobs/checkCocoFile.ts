import { setImmediate } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { AppError } from '../../app/contract/errors.ts';
import { refusalInEnglish } from '../../app/contract/refusals.ts';
import { comparableName, writtenAttribute } from '../../app/formats/coco/cocoAttributes.ts';
import type { WrittenCategory } from '../../app/formats/coco/cocoSchema.ts';
import { type KnownImage, openCoco, readCocoImage } from '../../app/formats/coco/readCoco.ts';
import type { ImageRecord } from '../../app/model/records.ts';
import { type CollectedRows, fingerprint } from './cocoRows.ts';
import { readJsonFile } from './readJsonFile.ts';

/** Reads a written file as an import would and compares every object with what was meant. Throws EXPORT_MISMATCH. */
export async function checkCocoFile(
  file: string,
  images: readonly (KnownImage & Pick<ImageRecord, 'tags'>)[],
  categories: readonly WrittenCategory[],
  expected: CollectedRows['expected'],
  onImage: (name: string) => void,
): Promise<void> {
  const coco = openCoco(await readJsonFile(file), images);
  const [refusal] = [...coco.refusals, ...coco.changedCategories];
  if (refusal !== undefined) throw mismatch(`${refusal.item}: ${refusalInEnglish(refusal.reason)}`);
  if (coco.images.length !== images.length) throw mismatch(`${coco.images.length} images instead of ${images.length}`);
  const found = new Map(coco.labels.map(({ name, attributes }) => [name, attributes.map(writtenAttribute)]));
  for (const { name, attributes = [] } of categories) {
    const read = found.get(comparableName(name)) ?? attributes;
    if (!isDeepStrictEqual(read, attributes)) throw mismatch(`attributes of label ${name}`);
  }
  const tagsOf = new Map(images.map(({ id, tags }) => [id, tags]));
  let objectCount = 0;
  for (const entry of coco.images) {
    if (!isDeepStrictEqual(entry.tags, tagsOf.get(entry.image.id))) throw mismatch(`tags of ${entry.image.name}`);
    const { objects, refusals } = readCocoImage(entry);
    const [lost] = [...refusals, ...objects.flatMap(({ omitted }) => omitted)];
    if (lost !== undefined) throw mismatch(`${lost.item}: ${refusalInEnglish(lost.reason)}`);
    for (const object of objects) {
      const { rowId, label, isCrowd, attributes, group } = object;
      const details = { attributes, group };
      if (expected.get(rowId ?? '') !== fingerprint(entry.image.name, label, isCrowd, object, details)) {
        throw mismatch(`annotation ${rowId} on ${entry.image.name}`);
      }
    }
    objectCount += objects.length;
    onImage(entry.image.name);
    await setImmediate();
  }
  if (objectCount !== expected.size) throw mismatch(`${objectCount} objects instead of ${expected.size}`);
}

function mismatch(what: string): AppError {
  return new AppError(
    'EXPORT_MISMATCH',
    `The written file does not read back as it should (${what}); nothing was exported.`,
  );
}
