import type { Split } from '../model/records.ts';

export interface SplitCandidate<Id extends string = string> {
  readonly id: Id;
  /** SHA-256 of the file, hex. */
  readonly contentHash: string;
  readonly split: Split | null;
}

/**
 * Gives every undecided image a split and keeps those given before, so the validation set only ever grows. Undecided
 * images become validation images in the order of their content hash until validation holds `validationShare` of the
 * images that are not test images: at least one where there are two or more, and one is always left to train on.
 */
export function assignSplits<Id extends string>(
  images: readonly SplitCandidate<Id>[],
  validationShare = 0.2,
): ReadonlyMap<Id, Split> {
  const undecided = images
    .filter(({ split }) => split === null)
    .sort((a, b) => compare(a.contentHash, b.contentHash) || compare(a.id, b.id));
  const count = (wanted: Split): number => images.filter(({ split }) => split === wanted).length;
  const pool = images.length - count('test');
  const target = pool < 2 ? 0 : Math.max(1, Math.round(pool * validationShare));
  const trainReserve = count('train') === 0 ? 1 : 0;
  const newValidation = Math.min(target - count('val'), undecided.length - trainReserve);
  const chosen = new Map(undecided.map(({ id }, rank) => [id, rank < newValidation ? 'val' : 'train'] as const));
  return new Map(images.map(({ id, split }) => [id, split ?? chosen.get(id) ?? 'train'] as const));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
