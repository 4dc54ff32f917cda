import type { Action } from './action.ts';

/**
 * The actions that contain every typed word, best first: words at the start of the title, then at the start of another
 * word, then anywhere. Without words all, in their order.
 */
export function matchingActions(actions: readonly Action[], search: string): readonly Action[] {
  const words = search.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return actions;
  return actions
    .map((action) => ({ action, rank: rankOf(action, words) }))
    .filter(({ rank }) => rank !== null)
    .sort((a, b) => Number(a.rank) - Number(b.rank))
    .map(({ action }) => action);
}

/** Smaller is better; `null` where a word is missing. */
function rankOf(action: Action, words: readonly string[]): number | null {
  const title = action.title.toLocaleLowerCase();
  const text = `${title} ${action.group.toLocaleLowerCase()}`;
  const ranks = words.map((word) => {
    if (title.startsWith(word)) return 0;
    if (text.includes(` ${word}`)) return 1;
    return text.includes(word) ? 2 : null;
  });
  return ranks.includes(null) ? null : ranks.reduce<number>((sum, rank) => sum + Number(rank), 0);
}
