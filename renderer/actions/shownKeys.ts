import { messages } from '../messages/messages.ts';
import { keyCaps } from './keyCombination.ts';
import { registry } from './registry.svelte.ts';

/** The first key of an action as printed: "Ctrl D"; empty where it has none, or is not to be had here. */
export function keyText(actionId: string): string {
  const key = registry.get(actionId)?.keys[0];
  return key === undefined ? '' : keyCaps(key).join(' ');
}

/** "Duplicate (Ctrl D)" */
export function titleWithKey(title: string, actionId: string): string {
  const key = keyText(actionId);
  return key === '' ? title : messages.shapes.withKey(title, key);
}

/** Puts the keys of actions into a text that names them: "{label.brushSmaller} makes it smaller". */
export function withKeys(text: string): string {
  return text.replace(/\{([\w.]+)\}/g, (_, actionId: string) => {
    const key = keyText(actionId);
    return key === '' ? messages.keySheet.noKey : key;
  });
}
