import { messages } from '../messages/messages.ts';
import { copySelection, cutSelection, duplicateToNextImage, pasteCopied } from '../state/objectClipboard.ts';
import { openImage } from '../state/openImage.svelte.ts';
import type { Action } from './action.ts';

/** Text that is marked on the page is what the person wants to copy, not objects. */
const hasSelection = (): boolean => openImage.selection.size > 0 && getSelection()?.isCollapsed !== false;

/** Objects from image to image. */
export function transferActions(): readonly Action[] {
  const words = messages.transfer.actions;
  const action = (id: keyof typeof words, key: string, enabled: () => boolean, perform: () => void): Action => ({
    id: `transfer.${id}`,
    title: words[id],
    group: messages.label.actionGroups.objects,
    keys: [key],
    enabled,
    perform,
  });
  return [
    action('copy', 'Ctrl+C', hasSelection, copySelection),
    action('cut', 'Ctrl+X', hasSelection, cutSelection),
    action(
      'paste',
      'Ctrl+V',
      () => openImage.document !== null,
      () => void pasteCopied(),
    ),
    action(
      'duplicateToNext',
      'Ctrl+Shift+D',
      () => openImage.selection.size > 0,
      () => void duplicateToNextImage(),
    ),
  ];
}
