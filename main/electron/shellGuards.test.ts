import { describe, expect, it } from 'vitest';
import { guardNavigation, type GuardedContents } from './navigationGuards.ts';
import { isOwnAddress } from './ownAddress.ts';
import { denyPermissions } from './permissions.ts';
import { checkCaller, registerShellCalls, type CallerEvent } from './shellCalls.ts';
import { windowOptions } from './windowOptions.ts';

const foreign = [
  'https://example.com/',
  'http://127.0.0.1:4711/',
  'file:///etc/passwd',
  'maskwright://studio.evil/',
  'maskwright://evil/',
  'maskwright://user@studio/',
  'maskwright:studio',
  'about:blank',
  'javascript:alert(1)',
  '',
];

describe('own address', () => {
  it.each(foreign)('is not %j', (address) => {
    expect(isOwnAddress(address)).toBe(false);
  });

  it('is the studio, with any path', () => {
    expect(['maskwright://studio/', 'maskwright://studio/train?run=1#curves'].map(isOwnAddress)).toEqual([true, true]);
  });
});

describe('navigation', () => {
  type Listener = (event: { url: string; preventDefault(): void }) => void;

  function guardedContents() {
    const listeners = new Map<string, Listener>();
    let openHandler: Parameters<GuardedContents['setWindowOpenHandler']>[0] | null = null;
    guardNavigation({
      on: (event: string, listener: unknown) => listeners.set(event, listener as Listener),
      setWindowOpenHandler: (handler) => (openHandler = handler),
    });
    const isPrevented = (event: string, url: string): boolean => {
      let prevented = false;
      listeners.get(event)?.({ url, preventDefault: () => (prevented = true) });
      return prevented;
    };
    return { isPrevented, openHandler: () => openHandler };
  }

  it.each(['will-navigate', 'will-frame-navigate', 'will-redirect'])('%s leads nowhere else', (event) => {
    const { isPrevented } = guardedContents();
    expect(foreign.filter((url) => !isPrevented(event, url))).toEqual([]);
    expect(isPrevented(event, 'maskwright://studio/models')).toBe(false);
  });

  it('opens no window and embeds no page', () => {
    const { isPrevented, openHandler } = guardedContents();
    const details = { url: 'maskwright://studio/' } as Parameters<NonNullable<ReturnType<typeof openHandler>>>[0];
    expect([isPrevented('will-attach-webview', 'maskwright://studio/'), openHandler()?.(details)]).toEqual([
      true,
      { action: 'deny' },
    ]);
  });
});

describe('permissions', () => {
  it('are denied but for two harmless ones of the own page', () => {
    const asked: Record<string, boolean> = {};
    denyPermissions({
      setPermissionRequestHandler: (handler) => {
        for (const permission of ['geolocation', 'media', 'notifications', 'openExternal', 'fullscreen']) {
          for (const requestingUrl of ['maskwright://studio/', 'https://example.com/']) {
            handler(null, permission, (isGranted) => (asked[`${permission} ${requestingUrl}`] = isGranted), {
              requestingUrl,
            });
          }
        }
      },
      setPermissionCheckHandler: (handler) => {
        asked['check clipboard'] = handler(null, 'clipboard-sanitized-write', 'maskwright://studio/');
        asked['check clipboard-read'] = handler(null, 'clipboard-read', 'maskwright://studio/');
      },
      setDevicePermissionHandler: (handler) => {
        asked.device = handler();
      },
    });
    expect(Object.keys(asked).filter((key) => asked[key])).toEqual([
      'fullscreen maskwright://studio/',
      'check clipboard',
    ]);
    expect(Object.keys(asked)).toHaveLength(13);
  });
});

describe('calls of the page', () => {
  const mainFrame = { url: 'maskwright://studio/' };
  const subFrame = { url: 'maskwright://studio/' };

  it.each<[string, CallerEvent]>([
    ['a frame inside the page', { senderFrame: subFrame, sender: { mainFrame } }],
    ['a frame that has gone', { senderFrame: null, sender: { mainFrame } }],
    ['a foreign page', { senderFrame: { url: 'https://example.com/' }, sender: { mainFrame } }],
  ])('are refused from %s', (_who, event) => {
    expect(() => checkCaller(event)).toThrow('Only the studio page');
  });

  it('reach their handler from the own main frame alone, with a checked input', async () => {
    const listeners = new Map<string, (event: CallerEvent, input: unknown) => Promise<unknown>>();
    registerShellCalls(
      { handle: (channel, listener) => void listeners.set(channel, async (...args) => listener(...args)) },
      {
        pickFolder: ({ title }) => Promise.resolve(`/picked for ${title}`),
        pickFiles: () => Promise.resolve([]),
        revealInFolder: () => Promise.resolve(null),
      },
    );
    const own = { senderFrame: mainFrame, sender: { mainFrame } };
    expect([...listeners.keys()]).toEqual(['shell:pickFolder', 'shell:pickFiles', 'shell:revealInFolder']);
    expect(await listeners.get('shell:pickFolder')?.(own, { title: 'Images' })).toBe('/picked for Images');
    await expect(listeners.get('shell:revealInFolder')?.(own, { path: 17 })).rejects.toThrow();
    await expect(listeners.get('shell:pickFiles')?.({ ...own, senderFrame: subFrame }, { title: '' })).rejects.toThrow(
      'Only',
    );
  });
});

describe('windows', () => {
  it('are sandboxed, isolated and without Node, and nobody can change that', () => {
    const options = windowOptions('/preload.cjs');
    expect(options.webPreferences).toEqual({
      preload: '/preload.cjs',
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      contextIsolation: true,
      sandbox: true,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    });
    expect([Object.isFrozen(options), Object.isFrozen(options.webPreferences)]).toEqual([true, true]);
  });
});
