import type { RecordDiff } from '../diff.ts';
import type { LabellingDocument } from '../document.ts';
import type { DisplayWindow, ImageRecord, ReviewState, Split } from '../records.ts';
import { cleanTags } from '../tags.ts';

/** Commands on the image itself; they touch no pixel. */
type ImageOwner = Pick<LabellingDocument, 'image'>;

/** What people say of the image as a whole. */
export function setReview(document: ImageOwner, args: { readonly review: ReviewState }): RecordDiff {
  return changedImage(document, { review: args.review });
}

/** How stored values are shown; training is not touched by it. `null`: the default window. */
export function setDisplayWindow(
  document: ImageOwner,
  args: { readonly displayWindow: DisplayWindow | null },
): RecordDiff {
  return changedImage(document, { displayWindow: args.displayWindow });
}

/** `null` leaves the choice to the next training. */
export function setSplit(document: ImageOwner, args: { readonly split: Split | null }): RecordDiff {
  return changedImage(document, { split: args.split });
}

/** In the given order, cleaned; no edit where the image has just these. */
export function setTags(document: ImageOwner, args: { readonly tags: readonly string[] }): RecordDiff {
  const tags = cleanTags(args.tags);
  return tags.join('\n') === document.image.tags.join('\n') ? [] : changedImage(document, { tags });
}

function changedImage({ image }: ImageOwner, changes: Partial<ImageRecord>): RecordDiff {
  return [{ table: 'images', before: image, after: { ...image, ...changes } }];
}
