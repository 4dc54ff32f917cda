import * as v from 'valibot';
import { readStored, writeStored } from '../state/storedValue.ts';
import type { Action } from './action.ts';
import { isCombination, isReserved, worksWhileTyping } from './keyCombination.ts';

const storageKey = 'maskwright.keys';

/** Keys by action; an action without any key has an empty list. */
export type KeysByAction = Readonly<Record<string, readonly string[]>>;

const combinationSchema = v.pipe(
  v.string(),
  v.check((text) => isCombination(text) && !isReserved(text)),
);
/** Actions that this version of the program does not know are kept: another version may. */
export const keysByActionSchema: v.GenericSchema<unknown, KeysByAction> = v.record(
  v.string(),
  v.array(combinationSchema),
);

type KeyedAction = Pick<Action, 'id' | 'keys' | 'whileTyping'>;

/** The keys that the person chose in place of the usual ones; kept on this machine. */
class KeyOverrides {
  #chosen = $state.raw<KeysByAction>(readStored(storageKey, keysByActionSchema, {}));

  /** Only what differs from the usual keys. */
  get chosen(): KeysByAction {
    return this.#chosen;
  }

  /** A file may ask for what the settings refuse: reserved keys stay, and none types a letter while the person does. */
  keysOf(action: KeyedAction): readonly string[] {
    const own = this.#own(action.id);
    if (own === undefined || action.keys.some(isReserved)) return action.keys;
    return action.whileTyping === true ? own.filter(worksWhileTyping) : own;
  }

  isChanged(id: string): boolean {
    return this.#own(id) !== undefined;
  }

  /** `action` with its usual keys. The same keys as usual are no change. */
  set(action: KeyedAction, keys: readonly string[]): void {
    const { [action.id]: _before, ...others } = this.#chosen;
    const isUsual = keys.length === action.keys.length && keys.every((key, index) => key === action.keys[index]);
    this.replaceAll(isUsual ? others : { ...others, [action.id]: keys });
  }

  reset(id: string): void {
    const { [id]: _before, ...others } = this.#chosen;
    this.replaceAll(others);
  }

  replaceAll(chosen: KeysByAction): void {
    this.#chosen = chosen;
    writeStored(storageKey, chosen);
  }

  #own(id: string): readonly string[] | undefined {
    return Object.hasOwn(this.#chosen, id) ? this.#chosen[id] : undefined;
  }
}

export const keyOverrides = new KeyOverrides();
