import { messages } from '../messages/messages.ts';
import { display } from '../state/display.svelte.ts';
import { objectView } from '../state/objectView.svelte.ts';
import { openImage } from '../state/openImage.svelte.ts';
import { projectDisplay } from '../state/projectDisplay.svelte.ts';
import type { Action } from './action.ts';

const hasImage = (): boolean => openImage.document !== null;

/** How the image and its objects are shown. */
export function displayActions(): readonly Action[] {
  const words = messages.display.actions;
  const action = (
    id: Exclude<keyof typeof words, 'group'>,
    keys: readonly string[],
    enabled: () => boolean,
    perform: () => void,
  ): Action => ({ id: `display.${id}`, title: words[id], group: words.group, keys, enabled, perform });
  return [
    action(
      'automatic',
      ['W'],
      () => display.presets.has('automatic'),
      () => display.automatic(),
    ),
    action('invert', ['Ctrl+I'], hasImage, () =>
      projectDisplay.change({ inverted: !projectDisplay.settings.inverted }),
    ),
    action('reset', ['Shift+W'], hasImage, () => display.reset()),
    action('soloLabel', ['Shift+O'], hasImage, soloCurrentLabel),
    action(
      'showLabels',
      [],
      () => objectView.hiddenLabels.size > 0,
      () => objectView.showAllLabels(),
    ),
  ];
}

function soloCurrentLabel(): void {
  const { currentLabelId } = openImage;
  if (currentLabelId !== null) objectView.soloLabel(currentLabelId);
}
