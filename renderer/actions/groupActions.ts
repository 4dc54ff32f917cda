import { messages } from '../messages/messages.ts';
import { groupSelection, ungroupSelection } from '../state/groupEdits.ts';
import { openImage } from '../state/openImage.svelte.ts';
import type { Action } from './action.ts';

export const groupKeys = { group: 'Ctrl+G', ungroup: 'Ctrl+Shift+G' } as const;

/** Grouping of what is selected. */
export function groupActions(): readonly Action[] {
  const words = messages.details.groups;
  return [
    {
      id: 'group.group',
      title: words.group,
      group: messages.label.actionGroups.objects,
      keys: [groupKeys.group],
      enabled: () => openImage.selection.size > 1,
      perform: groupSelection,
    },
    {
      id: 'group.ungroup',
      title: words.ungroup,
      group: messages.label.actionGroups.objects,
      keys: [groupKeys.ungroup],
      enabled: () => openImage.selection.size > 0,
      perform: ungroupSelection,
    },
  ];
}
