import { joinPath } from './paths.ts';
import { session } from './session.svelte.ts';
import { shell } from './shell.ts';

/** What is to be chosen: a folder, a project, images or folders of them (any number), or one file of a kind. */
export interface PickerOrder {
  readonly title: string;
  readonly want: 'folder' | 'project' | 'images' | 'file';
  /** Endings of the files to offer, in small letters and without dot; for `file`. */
  readonly endings?: readonly string[];
  /** Where to begin; the folder used last otherwise. */
  readonly start?: string;
  /** For `folder`: offers this name for a new folder below the chosen one; the answer is the joined path. */
  readonly newFolderName?: string;
  readonly confirm: string;
}

const lastFolderKey = 'maskwright.lastFolder';

/** One way to choose files and folders of the host's machine: the desktop's dialog, or our own over `files.list`. */
class Picker {
  /** What our own dialog is to show now. */
  order = $state.raw<PickerOrder | null>(null);
  #resolve: (paths: readonly string[] | null) => void = () => undefined;

  /** The chosen paths, or `null` where the person left. */
  pick(order: PickerOrder): Promise<readonly string[] | null> {
    if (session.hello?.capabilities.nativeDialogs && shell() !== null) return pickOnDesktop(order);
    this.#resolve(null);
    this.order = order;
    return new Promise((resolve) => (this.#resolve = resolve));
  }

  /** The single chosen path, or `null`. */
  async pickOne(order: PickerOrder): Promise<string | null> {
    return (await this.pick(order))?.[0] ?? null;
  }

  answer(paths: readonly string[] | null): void {
    this.order = null;
    this.#resolve(paths);
  }

  get lastFolder(): string | null {
    return localStorage.getItem(lastFolderKey);
  }

  rememberFolder(path: string): void {
    localStorage.setItem(lastFolderKey, path);
  }
}

export const picker = new Picker();

async function pickOnDesktop(order: PickerOrder): Promise<readonly string[] | null> {
  const desktop = shell();
  if (desktop === null) return null;
  const { title } = order;
  if (order.want === 'folder' || order.want === 'project') {
    const folder = await desktop.pickFolder({ title });
    if (folder === null) return null;
    return [order.newFolderName === undefined ? folder : joinPath(folder, order.newFolderName)];
  }
  const files = await desktop.pickFiles({ title });
  return files.length === 0 ? null : files;
}
