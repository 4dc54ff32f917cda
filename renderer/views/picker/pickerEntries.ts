import type { FolderEntry } from '../../../app/contract/views.ts';
import type { PickerOrder } from '../../state/picker.svelte.ts';

type Want = PickerOrder['want'];

const takes: { readonly [W in Want]: (entry: FolderEntry, endings: readonly string[]) => boolean } = {
  folder: () => false,
  project: (entry) => entry.kind === 'project',
  images: (entry) => entry.kind === 'image',
  file: (entry, endings) => {
    if (entry.kind === 'folder' || entry.kind === 'project') return false;
    return endings.length === 0 || endings.includes(entry.name.split('.').at(-1)?.toLowerCase() ?? '');
  },
};

/** Whether the entry itself is an answer, and not only a way to one. */
export function isChoosable(entry: FolderEntry, { want, endings = [] }: PickerOrder): boolean {
  return takes[want](entry, endings);
}

/** A folder of any kind can be gone into; a project only where it is not the answer itself. */
export function isEnterable(entry: FolderEntry, { want }: PickerOrder): boolean {
  return entry.kind === 'folder' || (entry.kind === 'project' && want !== 'project');
}

/** What a click marks: answers, and folders where a folder is an answer too. A double click goes into a folder. */
export function isMarkable(entry: FolderEntry, order: PickerOrder): boolean {
  const takesFolder = order.want === 'images' || (order.want === 'folder' && order.newFolderName === undefined);
  return isChoosable(entry, order) || (takesFolder && entry.kind === 'folder');
}

/** A folder is a project where this file lies in it. */
export const projectFileName = 'project.sqlite';

const byName = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** Folders first, then what can be chosen; all else only where it is asked for. */
export function shownEntries(
  entries: readonly FolderEntry[],
  order: PickerOrder,
  choice: { readonly search: string; readonly showAll: boolean },
): readonly FolderEntry[] {
  const wanted = choice.search.trim().toLocaleLowerCase();
  const rank = (entry: FolderEntry): number => (entry.kind === 'folder' || entry.kind === 'project' ? 0 : 1);
  return entries
    .filter((entry) => choice.showAll || isEnterable(entry, order) || isChoosable(entry, order))
    .filter((entry) => entry.name.toLocaleLowerCase().includes(wanted))
    .sort((a, b) => rank(a) - rank(b) || byName.compare(a.name, b.name));
}
