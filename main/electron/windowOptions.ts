import type { BrowserWindowConstructorOptions } from 'electron';

/** The one place where windows get their options: secure defaults that no caller can loosen. */
export function windowOptions(preload: string): Readonly<BrowserWindowConstructorOptions> {
  return Object.freeze({
    name: 'studio',
    title: 'Maskwright',
    width: 1440,
    height: 900,
    minWidth: 960,
    minHeight: 600,
    show: false,
    backgroundColor: '#1b1b1b',
    windowStatePersistence: true,
    webPreferences: Object.freeze({
      preload,
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
    }),
  });
}
