import { messages } from '../messages/messages.ts';
import { comparison } from '../state/comparison.svelte.ts';
import { openImage } from '../state/openImage.svelte.ts';
import type { Action } from './action.ts';

const comparisonKeys = { flicker: 'K', difference: 'Shift+K' } as const;

/** Suggestions beside accepted objects; for the label view. */
export function comparisonActions(): readonly Action[] {
  const words = messages.comparison;
  const action = (id: keyof typeof comparisonKeys, perform: () => void): Action => ({
    ...{ id: `compare.${id}`, title: words[id], group: messages.label.actionGroups.suggestions },
    keys: [comparisonKeys[id]],
    enabled: () => openImage.document !== null,
    perform,
  });
  return [
    action('flicker', () => comparison.pressFlicker(performance.now())),
    action('difference', () => comparison.toggleDifference()),
  ];
}
