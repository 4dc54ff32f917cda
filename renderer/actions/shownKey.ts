import { keyCaps } from './keyCombination.ts';
import { registry } from './registry.svelte.ts';

/** The key of an action that is there now, as printed on keys; empty where it has none. */
export function shownKey(actionId: string): string {
  const key = registry.actions.find(({ id }) => id === actionId)?.keys[0];
  return key === undefined ? '' : keyCaps(key).join(' ');
}
