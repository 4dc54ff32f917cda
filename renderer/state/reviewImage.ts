import { setReview } from '../../app/model/commands/image.ts';
import type { ReviewState } from '../../app/model/records.ts';
import { messages } from '../messages/messages.ts';
import { setReviews } from './imageEdits.ts';
import { imageList } from './imageList.svelte.ts';
import { openImage } from './openImage.svelte.ts';

/** Says something of one image: of the open one at once, of others through the host. */
export function reviewImage(imageId: string, review: ReviewState): void {
  const { document } = openImage;
  if (document?.image.id === imageId) {
    if (document.image.review === review) return;
    void openImage.commit(messages.review.edits[review], setReview(document, { review }));
    return;
  }
  const image = imageList.get(imageId);
  if (image !== null) void setReviews([image], review);
}

/** Said twice, it is taken back. */
export function toggleReview(imageId: string, review: ReviewState): void {
  const { document } = openImage;
  const image = document?.image.id === imageId ? document.image : imageList.get(imageId);
  if (image !== null) reviewImage(imageId, image.review === review ? 'open' : review);
}
