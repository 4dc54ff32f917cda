import type { ImageSummary } from '../../app/contract/views.ts';

/** How far an image is: decides its mark, its filter and what pre-annotation takes. */
export type ImageStage = 'unlabelled' | 'suggested' | 'labelled' | 'done';

export function stageOf(image: ImageSummary): ImageStage {
  if (image.done) return 'done';
  if (image.suggested > 0) return 'suggested';
  return image.accepted > 0 ? 'labelled' : 'unlabelled';
}

export const imageFilters = ['all', 'unlabelled', 'suggested', 'labelled', 'done', 'train', 'val', 'test'] as const;
export type ImageFilter = (typeof imageFilters)[number];

const matches: { readonly [F in ImageFilter]: (image: ImageSummary) => boolean } = {
  all: () => true,
  unlabelled: (image) => stageOf(image) === 'unlabelled',
  suggested: (image) => image.suggested > 0,
  labelled: (image) => image.accepted > 0,
  done: (image) => image.done,
  train: (image) => image.split === 'train',
  val: (image) => image.split === 'val',
  test: (image) => image.split === 'test',
};

export const imageSorts = ['name', 'imported', 'objects', 'score'] as const;
export type ImageSort = (typeof imageSorts)[number];

const byName = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

const compare: { readonly [S in ImageSort]: (a: ImageSummary, b: ImageSummary) => number } = {
  name: () => 0,
  imported: (a, b) => b.importedAt - a.importedAt,
  objects: (a, b) => b.accepted - a.accepted,
  /** Least certain first: that is where a person's look is worth most. Images without suggestions come last. */
  score: (a, b) => (a.topScore ?? 2) - (b.topScore ?? 2),
};

/** Whether the word occurs in the name, or with a `#` in front begins one of the tags. */
function meetsWord(image: ImageSummary, word: string): boolean {
  if (!word.startsWith('#')) return image.name.toLocaleLowerCase().includes(word);
  return image.tags.some((tag) => tag.toLocaleLowerCase().startsWith(word.slice(1)));
}

/** The images to show: filtered, searched (every word must be met) and sorted; ties go by name. */
export function chooseImages(
  images: readonly ImageSummary[],
  choice: { readonly filter: ImageFilter; readonly search: string; readonly sort: ImageSort },
): readonly ImageSummary[] {
  const words = choice.search.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return images
    .filter((image) => matches[choice.filter](image) && words.every((word) => meetsWord(image, word)))
    .sort((a, b) => compare[choice.sort](a, b) || byName.compare(a.name, b.name));
}

/** How many images each filter would show. */
export function countByFilter(images: readonly ImageSummary[]): { readonly [F in ImageFilter]: number } {
  const counts = Object.fromEntries(
    imageFilters.map((filter) => [filter, images.reduce((sum, image) => sum + (matches[filter](image) ? 1 : 0), 0)]),
  );
  return counts as { readonly [F in ImageFilter]: number };
}
