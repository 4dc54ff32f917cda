import type { ImageSummary } from '../../app/contract/views.ts';
import { imageStateOf, imageStates } from '../../app/model/imageReview.ts';
import type { ImageId } from '../../app/model/records.ts';

export const contentFilters = ['suggested', 'labelled'] as const;
export const imageFilters = ['all', ...imageStates, ...contentFilters] as const;
export type ImageFilter = (typeof imageFilters)[number];

export const splitFilters = ['all', 'train', 'val', 'test', 'none'] as const;
export type SplitFilter = (typeof splitFilters)[number];

export interface ImageChoice {
  readonly filter: ImageFilter;
  readonly split: SplitFilter;
  /** Images that have an object of the chosen label; `null`: no label is chosen. */
  readonly withLabel: { readonly has: (imageId: ImageId) => boolean } | null;
  /** Every word must occur in the name. */
  readonly search: string;
}

/** Whether the filter of states, suggestions and objects shows an image. */
export function matchesFilter(image: ImageSummary, filter: ImageFilter): boolean {
  if (filter === 'all') return true;
  if (filter === 'suggested') return image.suggested > 0;
  if (filter === 'labelled') return image.accepted > 0;
  return imageStateOf(image) === filter;
}

/** The images that the person wants to see, in the order they have. */
export function chooseImages(images: readonly ImageSummary[], choice: ImageChoice): readonly ImageSummary[] {
  const { filter, split, withLabel } = choice;
  const words = choice.search.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return images.filter(
    (image) =>
      matchesFilter(image, filter) &&
      (split === 'all' || (image.split ?? 'none') === split) &&
      (withLabel === null || withLabel.has(image.id)) &&
      words.every((word) => meetsWord(image, word)),
  );
}

/** Whether the word occurs in the name, or with a `#` in front begins one of the tags. */
function meetsWord(image: ImageSummary, word: string): boolean {
  if (!word.startsWith('#')) return image.name.toLocaleLowerCase().includes(word);
  return image.tags.some((tag) => tag.toLocaleLowerCase().startsWith(word.slice(1)));
}

/** How many images each filter would show. */
export function countByFilter(images: readonly ImageSummary[]): { readonly [F in ImageFilter]: number } {
  const none = Object.fromEntries(imageFilters.map((filter) => [filter, 0])) as { [F in ImageFilter]: number };
  return images.reduce((counts, image) => {
    counts.all++;
    counts[imageStateOf(image)]++;
    if (image.suggested > 0) counts.suggested++;
    if (image.accepted > 0) counts.labelled++;
    return counts;
  }, none);
}
