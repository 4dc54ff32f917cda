import { messages } from '../messages/messages.ts';
import { historyList } from '../state/historyList.svelte.ts';
import { openImage } from '../state/openImage.svelte.ts';
import type { Action } from './action.ts';

/** The list of gestures beside the canvas. */
export function historyActions(): readonly Action[] {
  return [
    {
      id: 'label.history',
      title: messages.history.open,
      group: messages.label.actionGroups.objects,
      keys: ['Ctrl+H'],
      enabled: () => openImage.document !== null,
      perform: () => (historyList.isOpen = !historyList.isOpen),
      whileTyping: true,
    },
  ];
}
