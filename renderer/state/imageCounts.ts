import type { CountsByImage, ImageCounts, ImageSummary } from '../../app/contract/views.ts';
import type { RecordDiff } from '../../app/model/diff.ts';
import type { ImageId, ImageRecord } from '../../app/model/records.ts';

/**
 * The image list after a committed edit, without reading it anew: rows of untouched images stay the same objects. The
 * host has counted the objects and comments of the touched ones.
 */
export function withEdit(
  images: readonly ImageSummary[],
  diff: RecordDiff,
  counts: CountsByImage,
): readonly ImageSummary[] {
  const records = new Map<ImageId, ImageRecord | null>();
  for (const change of diff) {
    if (change.table !== 'images') continue;
    const id = (change.after ?? change.before)?.id;
    if (id !== undefined) records.set(id, change.after);
  }
  if (records.size === 0 && Object.keys(counts).length === 0) return images;
  return images.flatMap((image) => {
    const record = records.get(image.id);
    if (record === null) return [];
    const counted = counts[image.id];
    return record === undefined && counted === undefined ? [image] : [{ ...image, ...record, ...counted }];
  });
}

/** What a row of the list has beside its record. */
const countFields: { readonly [F in keyof ImageCounts]: true } = {
  accepted: true,
  areas: true,
  suggested: true,
  topScore: true,
  lowestScore: true,
  uncertainty: true,
  editedAt: true,
  openComments: true,
};

/** The stored part of a row of the list. */
export function recordOf(image: ImageSummary): ImageRecord {
  return Object.fromEntries(
    Object.entries(image).filter(([field]) => !Object.hasOwn(countFields, field)),
  ) as object as ImageRecord;
}
