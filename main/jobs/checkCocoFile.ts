import { setImmediate } from 'node:timers/promises';
import { AppError } from '../../app/contract/errors.ts';
import { refusalInEnglish } from '../../app/contract/refusals.ts';
import { type KnownImage, openCoco, readCocoImage } from '../../app/formats/coco/readCoco.ts';
import { type CollectedRows, fingerprint } from './cocoRows.ts';
import { readJsonFile } from './readJsonFile.ts';

/** Reads a written file as an import would and compares every object with what was meant. Throws EXPORT_MISMATCH. */
export async function checkCocoFile(
  file: string,
  images: readonly KnownImage[],
  expected: CollectedRows['expected'],
  onImage: (name: string) => void,
): Promise<void> {
  const coco = openCoco(await readJsonFile(file), images);
  const [refusal] = coco.refusals;
  if (refusal !== undefined) throw mismatch(`${refusal.item}: ${refusalInEnglish(refusal.reason)}`);
  if (coco.images.length !== images.length) throw mismatch(`${coco.images.length} images instead of ${images.length}`);
  let objectCount = 0;
  for (const entry of coco.images) {
    const { objects, refusals } = readCocoImage(entry);
    if (refusals[0] !== undefined) throw mismatch(`${refusals[0].item}: ${refusalInEnglish(refusals[0].reason)}`);
    for (const { rowId, label, isCrowd, mask } of objects) {
      if (expected.get(rowId ?? '') !== fingerprint(entry.image.name, label, isCrowd, mask)) {
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
