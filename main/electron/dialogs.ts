import type { OpenDialogOptions } from 'electron';
import { dirname } from 'node:path';
import type { ShellCallHandlers } from './shellCalls.ts';

/** The part of Electron that shows native dialogs. */
export interface NativeDialogs {
  open(options: OpenDialogOptions): Promise<{ readonly canceled: boolean; readonly filePaths: readonly string[] }>;
  reveal(path: string): void;
}

/** Native dialogs for the page. They start where the last one ended: since Electron 43 the system does not remember. */
export function shellCallHandlers(dialogs: NativeDialogs): ShellCallHandlers {
  let lastFolder: string | undefined;
  const pick = async (
    title: string,
    properties: NonNullable<OpenDialogOptions['properties']>,
  ): Promise<readonly string[]> => {
    const start = lastFolder === undefined ? {} : { defaultPath: lastFolder };
    const { canceled, filePaths } = await dialogs.open({ title, properties, ...start });
    const first = filePaths[0];
    if (canceled || first === undefined) return [];
    lastFolder = dirname(first);
    return filePaths;
  };
  return {
    pickFolder: async ({ title }) => (await pick(title, ['openDirectory', 'createDirectory']))[0] ?? null,
    pickFiles: ({ title }) => pick(title, ['openFile', 'multiSelections']),
    revealInFolder: async ({ path }) => {
      dialogs.reveal(path);
      return null;
    },
  };
}
