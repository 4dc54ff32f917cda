import { messages } from '../messages/messages.ts';
import { neighbourWishes } from '../state/neighbourWishes.svelte.ts';
import { openImage } from '../state/openImage.svelte.ts';
import { toolState } from '../state/toolState.svelte.ts';
import type { ToolOption } from '../tools/toolNode.ts';
import type { Action } from './action.ts';

const neighbourKeys = { rule: 'U', concerns: 'Shift+J', snaps: 'J' } as const;

/** How new shapes stand to the objects around them, for the tools that ask. */
export function neighbourActions(): readonly Action[] {
  const words = messages.neighbours;
  const action = (id: keyof typeof neighbourKeys, option: ToolOption, perform: () => void): Action => ({
    id: `neighbours.${id}`,
    title: words.actions[id],
    group: messages.label.actionGroups.drawing,
    keys: [neighbourKeys[id]],
    enabled: () => openImage.document !== null && toolState.description.options.includes(option),
    perform,
  });
  return [
    action('rule', 'neighbours', () => neighbourWishes.turnRule()),
    action('concerns', 'neighbours', () => {
      neighbourWishes.concerns = neighbourWishes.concerns === 'anyLabel' ? 'sameLabel' : 'anyLabel';
    }),
    action('snaps', 'snapping', () => (neighbourWishes.snaps = !neighbourWishes.snaps)),
  ];
}
