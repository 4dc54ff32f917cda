import { untrack } from 'svelte';
import type { Action } from './action.ts';
import { combinationOf } from './keyCombination.ts';
import { keyOverrides } from './keyOverrides.svelte.ts';

/** The actions of where the person is: views add theirs while they are shown. */
class ActionRegistry {
  #sets = $state.raw<readonly (readonly Action[])[]>([]);

  /** All actions, of the innermost view first: it wins where keys or ids meet. Their keys are those of the person. */
  readonly #byId: ReadonlyMap<string, Action> = $derived.by(() => {
    const byId = new Map<string, Action>();
    for (const action of this.#sets.toReversed().flat())
      if (!byId.has(action.id)) byId.set(action.id, withOwnKeys(action));
    return byId;
  });
  readonly actions: readonly Action[] = $derived([...this.#byId.values()]);

  register(actions: readonly Action[]): () => void {
    const sets = untrack(() => this.#sets);
    this.#sets = [...sets, actions];
    return () => {
      this.#sets = untrack(() => this.#sets).filter((set) => set !== actions);
    };
  }

  get(id: string): Action | undefined {
    return this.#byId.get(id);
  }

  /** The enabled action for a key event, or `null`. */
  find(combination: string): Action | null {
    return this.actions.find((action) => action.keys.includes(combination) && action.enabled()) ?? null;
  }
}

function withOwnKeys(action: Action): Action {
  const keys = keyOverrides.keysOf(action);
  return keys === action.keys ? action : { ...action, keys };
}

export const registry = new ActionRegistry();

/** Adds actions to the palette, the key sheet and the key handler; returns their disposer. */
export function registerActions(actions: readonly Action[]): () => void {
  return registry.register(actions);
}

/**
 * Whether the person works with the pointer. An action may have Tab then, as the focus is nowhere; who goes from control
 * to control needs it for that, also where the focused one has just gone.
 */
let pointerIsAtWork = false;

export function notePointer(): void {
  pointerIsAtWork = true;
}

/** The one key handler of the window. */
export function handleKey(event: KeyboardEvent): void {
  const isOnControl = event.target instanceof Element && event.target.matches(':focus-visible');
  if (event.key === 'Tab' && isOnControl) pointerIsAtWork = false;
  if (event.defaultPrevented || event.isComposing) return;
  const action = registry.find(combinationOf(event));
  if (action === null || !mayPerform(action, event)) return;
  event.preventDefault();
  action.perform();
}

/** Keys that a control focused by keyboard needs itself. */
const pressKeys = new Set(['Enter', ' ']);
const arrowKeys = new Set(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown']);
const typingSelector =
  'input:not([type=checkbox], [type=radio], [type=range], [type=button]), textarea, select, [contenteditable]';
const overlaySelector = '[role=dialog], [role=alertdialog], [role=menu]';
const pressableSelector = 'button, a, input, summary, [role=option], [role=slider], [role=separator]';
const arrowSelector = 'input[type=radio], input[type=range], [role=slider], [role=separator]';

function mayPerform(action: Action, event: KeyboardEvent): boolean {
  if (action.whileTyping) return true;
  const target = event.target;
  if (!(target instanceof Element)) return true;
  if (target.closest(`${typingSelector}, ${overlaySelector}`) !== null) return false;
  const isByKeyboard = target.matches(':focus-visible');
  if (event.key === 'Tab') return !isByKeyboard && pointerIsAtWork;
  if (!isByKeyboard) return true;
  const needs = arrowKeys.has(event.key) ? arrowSelector : pressableSelector;
  return !(arrowKeys.has(event.key) || pressKeys.has(event.key)) || !target.matches(needs);
}

/**
 * A button that was clicked gives the focus back, so that Enter and Space go on to the canvas and not to the button
 * pressed last. Focus that came by keyboard stays.
 */
export function releaseClickedButton(event: MouseEvent): void {
  const isPointer = event.detail > 0;
  const button = event.target instanceof Element ? event.target.closest('button') : null;
  if (!isPointer || button === null || button.closest(overlaySelector) !== null) return;
  if (document.activeElement === button) button.blur();
}

/** The same for lists, sliders and boxes that were changed by pointer. */
export function releaseChangedControl(event: Event): void {
  const control = event.target;
  const isControl = control instanceof HTMLSelectElement || control instanceof HTMLInputElement;
  if (isControl && !control.matches(':focus-visible') && control.closest(overlaySelector) === null) control.blur();
}
