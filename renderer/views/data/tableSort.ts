import type { ImageSummary } from '../../../app/contract/views.ts';
import { byState } from '../../state/imageSort.ts';

export const columns = ['name', 'size', 'kind', 'split', 'state', 'objects', 'suggestions', 'imported'] as const;
export type Column = (typeof columns)[number];

export interface TableSort {
  readonly column: Column;
  readonly ascending: boolean;
}

const splitOrder = { train: 0, val: 1, test: 2 } as const;

const compare: { readonly [C in Exclude<Column, 'name'>]: (a: ImageSummary, b: ImageSummary) => number } = {
  size: (a, b) => a.width * a.height - b.width * b.height,
  kind: (a, b) => a.bitDepth - b.bitDepth || a.channels - b.channels,
  split: (a, b) => (a.split === null ? 3 : splitOrder[a.split]) - (b.split === null ? 3 : splitOrder[b.split]),
  state: byState,
  objects: (a, b) => a.accepted - b.accepted,
  suggestions: (a, b) => a.suggested - b.suggested,
  imported: (a, b) => a.importedAt - b.importedAt,
};

/** A sorted copy of images in natural order of their names, by which ties go. */
export function sortRows(images: readonly ImageSummary[], { column, ascending }: TableSort): readonly ImageSummary[] {
  if (column === 'name') return ascending ? images : images.toReversed();
  const sign = ascending ? 1 : -1;
  return images.toSorted((a, b) => sign * compare[column](a, b));
}

/** Pressing a column heading: the same column turns around; numbers and times begin with the largest. */
export function nextSort(sort: TableSort, column: Column): TableSort {
  if (sort.column === column) return { column, ascending: !sort.ascending };
  return { column, ascending: !['size', 'objects', 'suggestions', 'imported'].includes(column) };
}
