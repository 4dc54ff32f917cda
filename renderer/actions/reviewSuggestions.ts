import { imageList } from '../state/imageList.svelte.ts';
import { session } from '../state/session.svelte.ts';
import { openInLabelView } from './imageActions.ts';

/** Shows the images with suggestions, least certain first, and opens the first of them. */
export async function reviewSuggestions(): Promise<void> {
  await imageList.refresh();
  imageList.showAll();
  imageList.filter = 'suggested';
  imageList.sort = 'uncertainty';
  const first = imageList.filtered[0];
  if (first === undefined) session.view = 'label';
  else openInLabelView(first.id);
}
