import type { ImageSummary } from '../../../app/contract/views.ts';
import { stageOf, type ImageStage } from '../../state/imageFilter.ts';

export const columns = ['name', 'size', 'kind', 'split', 'state', 'objects', 'suggestions', 'imported'] as const;
export type Column = (typeof columns)[number];

export interface TableSort {
  readonly column: Column;
  readonly ascending: boolean;
}

const byName = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });
const stageOrder: { readonly [S in ImageStage]: number } = { unlabelled: 0, suggested: 1, labelled: 2, done: 3 };
const splitOrder = { train: 0, val: 1, test: 2 } as const;

const compare: { readonly [C in Column]: (a: ImageSummary, b: ImageSummary) => number } = {
  name: (a, b) => byName.compare(a.name, b.name),
  size: (a, b) => a.width * a.height - b.width * b.height,
  kind: (a, b) => a.bitDepth - b.bitDepth || a.channels - b.channels,
  split: (a, b) => (a.split === null ? 3 : splitOrder[a.split]) - (b.split === null ? 3 : splitOrder[b.split]),
  state: (a, b) => stageOrder[stageOf(a)] - stageOrder[stageOf(b)],
  objects: (a, b) => a.accepted - b.accepted,
  suggestions: (a, b) => a.suggested - b.suggested,
  imported: (a, b) => a.importedAt - b.importedAt,
};

/** A sorted copy; ties go by name, so that the order is always the same. */
export function sortImages(images: readonly ImageSummary[], { column, ascending }: TableSort): readonly ImageSummary[] {
  const sign = ascending ? 1 : -1;
  return images.toSorted((a, b) => sign * compare[column](a, b) || byName.compare(a.name, b.name));
}

/** Pressing a column heading: the same column turns around; numbers and times begin with the largest. */
export function nextSort(sort: TableSort, column: Column): TableSort {
  if (sort.column === column) return { column, ascending: !sort.ascending };
  return { column, ascending: !['size', 'objects', 'suggestions', 'imported'].includes(column) };
}
