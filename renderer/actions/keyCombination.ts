/**
 * Key combinations as text: modifiers `Ctrl` (Command on a Mac), `Alt`, `Shift` in this order, then a key as
 * `KeyboardEvent.key` names it (`a`-`z` in capitals, `Enter`, `ArrowLeft`, `[`, `?`, `Space`), joined by `+`.
 * Shift is not written for characters that it produces itself: `?`, not `Shift+?`.
 */

type PressedKey = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

const namedKeys: Readonly<Record<string, string>> = { ' ': 'Space', Esc: 'Escape', Del: 'Delete' };

/** The combination that a key event stands for. */
export function combinationOf(event: PressedKey): string {
  const key = keyName(event);
  const isLetter = /^[A-Z]$/.test(key);
  const isCharacter = key.length === 1 && !isLetter;
  const modifiers = [
    event.ctrlKey || event.metaKey ? 'Ctrl' : '',
    event.altKey ? 'Alt' : '',
    event.shiftKey && !isCharacter ? 'Shift' : '',
  ];
  return [...modifiers, key].filter((part) => part !== '').join('+');
}

/** On layouts without Latin letters the position of the key decides, so that shortcuts stay where they are printed. */
function keyName(event: PressedKey): string {
  const named = namedKeys[event.key] ?? event.key;
  if (named.length > 1) return named;
  if (/^[a-z]$/i.test(named)) return named.toUpperCase();
  const latin = /^Key([A-Z])$/.exec(event.code)?.[1];
  return latin !== undefined && /\p{Letter}/u.test(named) ? latin : named;
}

const symbols: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
};

/** The parts of a combination as printed on keys. */
export function keyCaps(combination: string): readonly string[] {
  const key = combination.endsWith('+') ? '+' : combination.slice(combination.lastIndexOf('+') + 1);
  const modifiers = combination
    .slice(0, combination.length - key.length)
    .split('+')
    .filter((part) => part !== '');
  return [...modifiers, symbols[key] ?? key];
}

/** Keys that always do the same on the canvas: hold to move the image, close an outline, step back. */
export const reservedKeys: readonly string[] = ['Space', 'Enter', 'Escape'];

export function isReserved(combination: string): boolean {
  return reservedKeys.includes(combination);
}

const modifierKeys = new Set(['Control', 'Shift', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'NumLock', 'Dead', 'Process']);

/** A modifier that is held alone makes no combination yet. */
export function isModifier(key: string): boolean {
  return modifierKeys.has(key);
}

/** Whether a text is a combination that `combinationOf` could give. */
export function isCombination(text: string): boolean {
  const key = /^(?:Ctrl\+)?(?:Alt\+)?(Shift\+)?(.|[A-Z][A-Za-z0-9]+)$/u.exec(text);
  const name = key?.[2];
  if (name === undefined || name === ' ' || isModifier(name) || /^(Ctrl|Alt|Shift)$/.test(name)) return false;
  const isCharacter = [...name].length === 1;
  return isCharacter ? /^[^a-z]$/u.test(name) && (key?.[1] === undefined || /^[A-Z]$/.test(name)) : true;
}

/** Whether it can be pressed without typing a character: with Ctrl, or one of the keys F1 to F24. */
export function worksWhileTyping(combination: string): boolean {
  return combination.startsWith('Ctrl+') || /^(?:Alt\+)?(?:Shift\+)?F\d+$/.test(combination);
}
