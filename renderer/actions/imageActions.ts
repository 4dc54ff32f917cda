import { messages } from '../messages/messages.ts';
import { setDone } from '../state/imageEdits.ts';
import { imageList } from '../state/imageList.svelte.ts';
import { openImage } from '../state/openImage.svelte.ts';
import { session } from '../state/session.svelte.ts';
import type { Action } from './action.ts';

/** Shows an image on the canvas, whatever view is open. */
export function openInLabelView(imageId: string): void {
  session.view = 'label';
  void openImage.open(imageId);
}

function currentId(): string | null {
  return openImage.opening ?? openImage.document?.image.id ?? null;
}

/** Going from image to image, as the strip shows them; for the label view. */
export function imageActions(): readonly Action[] {
  const words = messages.filmstrip;
  const action = (id: string, title: string, keys: readonly string[], perform: () => void): Action => ({
    id: `image.${id}`,
    title,
    group: messages.groups.images,
    keys,
    enabled: () => imageList.images.length > 0,
    perform,
  });
  const go = (image: { readonly id: string } | null): void => {
    if (image !== null) void openImage.open(image.id);
  };
  return [
    action('next', words.next, ['ArrowRight', '.'], () => go(imageList.next(currentId()))),
    action('previous', words.previous, ['ArrowLeft', ','], () => go(imageList.previous(currentId()))),
    action('done', words.markDone, ['D'], () => {
      const image = imageList.get(currentId() ?? '');
      if (image !== null) void setDone([image], !image.done);
    }),
  ];
}
