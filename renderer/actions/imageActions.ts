import { messages } from '../messages/messages.ts';
import { imageList } from '../state/imageList.svelte.ts';
import type { ImageTarget } from '../state/imageSteps.ts';
import { notices } from '../state/notices.svelte.ts';
import { openImage } from '../state/openImage.svelte.ts';
import { toggleReview } from '../state/reviewImage.ts';
import { session } from '../state/session.svelte.ts';
import type { Action } from './action.ts';
import { reviewKeys, targetKeys } from './imageKeys.ts';

/** Shows an image on the canvas, whatever view is open. */
export function openInLabelView(imageId: string): void {
  session.view = 'label';
  void openImage.open(imageId);
}

function currentId(): string | null {
  return openImage.opening ?? openImage.document?.image.id ?? null;
}

/** Going from image to image, as the strip shows them, and saying how far one is; for the label view. */
export function imageActions(): readonly Action[] {
  const { filmstrip, review, imageList: words } = messages;
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
    action('next', filmstrip.next, ['ArrowRight', '.'], () => go(imageList.next(currentId()))),
    action('previous', filmstrip.previous, ['ArrowLeft', ','], () => go(imageList.previous(currentId()))),
    ...reviewKeys.map(([state, key]) =>
      action(state, review.actions[state], [key], () => {
        const imageId = currentId();
        if (imageId !== null) toggleReview(imageId, state);
      }),
    ),
    ...targetKeys.flatMap(([target, next, previous]) => [
      action(`next.${target}`, words.nextTarget[target], [next], () => goToTarget(target, 1)),
      action(`previous.${target}`, words.previousTarget[target], [previous], () => goToTarget(target, -1)),
    ]),
  ];
}

function goToTarget(target: ImageTarget, direction: 1 | -1): void {
  const image = imageList.toTarget(currentId(), target, direction);
  if (image === null) notices.show('info', messages.imageList.noTarget[target]);
  else void openImage.open(image.id);
}
