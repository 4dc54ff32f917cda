import { messages } from '../../messages/messages.ts';
import { type ListedAction, meet } from './actionCatalogue.ts';

/** An action with the keys that it has now. */
export interface KeyedAction {
  readonly action: ListedAction;
  readonly keys: readonly string[];
}

export interface KeyConflict {
  readonly action: ListedAction;
  /** Whether both can be at hand at the same time: then only one of them answers. */
  readonly meets: boolean;
}

/** Which other actions answer to `combination`. Two that have it usually are never enabled together. */
export function keyConflicts(
  combination: string,
  action: ListedAction,
  all: readonly KeyedAction[],
): readonly KeyConflict[] {
  return all
    .filter((other) => other.action.id !== action.id && other.keys.includes(combination))
    .map((other) => {
      const usually = action.keys.includes(combination) && other.action.keys.includes(combination);
      return { action: other.action, meets: !usually && meet(action.place, other.action.place) };
    });
}

/** "Duplicate (Label), Undo (Data)" */
export function conflictNames(conflicts: readonly KeyConflict[]): string {
  const { places } = messages.settingsPage.keys;
  return conflicts.map(({ action }) => `${action.title} (${places[action.place]})`).join(', ');
}

/** The keys of an action with a new one in place of `replaces`, or at the end where that is none of them. */
export function keysWith(keys: readonly string[], replaces: string, combination: string): readonly string[] {
  const changed = keys.includes(replaces)
    ? keys.map((key) => (key === replaces ? combination : key))
    : [...keys, combination];
  return [...new Set(changed)];
}

/** The keys that `other` keeps where `combination` is taken from it. */
export function takeFrom(combination: string, other: ListedAction, all: readonly KeyedAction[]): readonly string[] {
  const keys = all.find(({ action }) => action.id === other.id)?.keys ?? [];
  return keys.filter((key) => key !== combination);
}
