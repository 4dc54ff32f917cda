import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Action } from './action.ts';

const storageKey = 'maskwright.keys';
const fit: Action = { id: 'fit', title: 'Fit', group: '', keys: ['F'], enabled: () => true, perform: () => undefined };

/** A window that is opened anew on this machine. */
async function opened() {
  vi.resetModules();
  const { keyOverrides } = await import('./keyOverrides.svelte.ts');
  const { registerActions, registry } = await import('./registry.svelte.ts');
  const { keyText, withKeys } = await import('./shownKeys.ts');
  const { readKeyFile, writeKeyFile } = await import('./keyFile.ts');
  registerActions([fit]);
  return { keyOverrides, registry, keyText, withKeys, readKeyFile, writeKeyFile };
}

beforeEach(() => localStorage.clear());
afterEach(() => localStorage.clear());

test('chosen keys take the place of the usual ones for pressing and for showing, and are kept', async () => {
  const first = await opened();
  first.keyOverrides.set(fit, ['Ctrl+F', 'Q']);
  const second = await opened();
  for (const { registry, keyText, withKeys } of [first, second]) {
    expect([registry.find('F'), registry.find('Q')?.id, registry.find('Ctrl+F')?.id]).toEqual([null, 'fit', 'fit']);
    expect([keyText('fit'), withKeys('{fit} fits')]).toEqual(['Ctrl F', 'Ctrl F fits']);
  }
  second.keyOverrides.reset('fit');
  expect([second.registry.find('F')?.id, localStorage.getItem(storageKey)]).toEqual(['fit', '{}']);
});

test('an action may have no key at all, and its usual keys are no change', async () => {
  const { keyOverrides, registry, keyText, withKeys } = await opened();
  keyOverrides.set(fit, []);
  expect([registry.find('F'), keyText('fit'), withKeys('{fit} fits')]).toEqual([null, '', '(no key) fits']);
  keyOverrides.set(fit, ['F']);
  expect([registry.find('F')?.id, keyOverrides.isChanged('fit')]).toEqual(['fit', false]);
});

test('actions of other versions are kept; what cannot be read is left alone', async () => {
  localStorage.setItem(storageKey, JSON.stringify({ unknown: ['Ctrl+U'] }));
  const { keyOverrides } = await opened();
  keyOverrides.set(fit, ['Q']);
  expect(JSON.parse(localStorage.getItem(storageKey) ?? '')).toEqual({ unknown: ['Ctrl+U'], fit: ['Q'] });
  for (const broken of ['{', '[]', '{"fit":"Q"}', '{"fit":["Enter"]}', '{"fit":["Ctrl+"]}']) {
    localStorage.setItem(storageKey, broken);
    const anew = await opened();
    expect([broken, anew.registry.find('F')?.id]).toEqual([broken, 'fit']);
  }
});

test('a file of keys comes back as it was, and nothing else is taken for one', async () => {
  const { readKeyFile, writeKeyFile } = await opened();
  const keys = { fit: ['Ctrl+Shift+F', '+'], unknown: [] };
  expect(readKeyFile(writeKeyFile(keys))).toEqual(keys);
  const others = ['', '{}', '{"format":"maskwright-keys","version":2,"keys":{}}', writeKeyFile({ fit: ['Space'] })];
  expect(others.map(readKeyFile)).toEqual([null, null, null, null]);
});

test('a file takes no reserved key from its action, and gives none that types to what works while typing', async () => {
  const { keyOverrides } = await opened();
  const confirm = { ...fit, id: 'confirm', keys: ['Enter'] };
  const palette = { ...fit, id: 'palette', keys: ['Ctrl+K'], whileTyping: true };
  keyOverrides.replaceAll({ confirm: ['Q'], palette: ['Q', 'Alt+Q', 'Ctrl+Q', 'F2'] });
  expect([confirm, palette].map((action) => keyOverrides.keysOf(action))).toEqual([['Enter'], ['Ctrl+Q', 'F2']]);
});
