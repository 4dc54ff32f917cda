import { pasteObjects } from '../../app/model/commands/paste.ts';
import { removeAnnotations } from '../../app/model/commands/objects.ts';
import { type CopiedObject, copiedFromText, copyObjects, textOfCopied } from '../../app/model/copiedObjects.ts';
import { createDocument, type LabellingDocument } from '../../app/model/document.ts';
import { messages } from '../messages/messages.ts';
import { recordOf } from './imageCounts.ts';
import { imageList } from './imageList.svelte.ts';
import { newId } from './newId.ts';
import { notices } from './notices.svelte.ts';
import { objectView } from './objectView.svelte.ts';
import { openImage } from './openImage.svelte.ts';
import { toolState } from './toolState.svelte.ts';

/** Objects go from image to image, and between the windows of a project; each step is one gesture. */

const storageKey = 'maskwright.copiedObjects';

/** What this window copied last, where it is too much to be kept for the others. */
let copiedHere: string | null = null;

/** The document and selection while no gesture is under way. */
function atRest(): { readonly document: LabellingDocument; readonly ids: readonly string[] } | null {
  const { document } = openImage;
  return document === null || toolState.node.busy ? null : { document, ids: [...objectView.selected] };
}

export function copySelection(): void {
  const shown = atRest();
  if (shown === null || shown.ids.length === 0) return;
  keep(textOfCopied(copyObjects(shown.document, shown.ids)));
}

export function cutSelection(): void {
  const shown = atRest();
  if (shown === null || shown.ids.length === 0) return;
  copySelection();
  void openImage.commit(messages.label.gestures.cut, removeAnnotations(shown.document, { ids: shown.ids }));
}

function keep(text: string): void {
  copiedHere = text;
  try {
    localStorage.setItem(storageKey, text);
  } catch {
    // Storage holds some megabytes: more than that stays in this window.
    localStorage.removeItem(storageKey);
  }
  // Where the system's clipboard may not be written, that of the page is enough.
  if ('clipboard' in navigator) navigator.clipboard.writeText(text).catch(() => undefined);
}

/** Pasted again, they lie in the same place again. */
export async function pasteCopied(): Promise<void> {
  const objects = copiedFromText((await systemText()) ?? '') ?? copiedFromText(pageText());
  const shown = atRest();
  if (shown === null) return;
  if (objects === null) notices.show('info', messages.transfer.nothingCopied);
  else select(commitPaste('paste', shown.document, objects));
}

function pageText(): string {
  return localStorage.getItem(storageKey) ?? copiedHere ?? '';
}

/** `null` where the page has not been allowed to read it: a shortcut is no moment to ask. */
async function systemText(): Promise<string | null> {
  if (!('clipboard' in navigator) || !('permissions' in navigator)) return null;
  try {
    const { state } = await navigator.permissions.query({ name: 'clipboard-read' as PermissionName });
    return state === 'granted' ? await navigator.clipboard.readText() : null;
  } catch {
    // Not every browser knows the permission, and none reads for a window that is not in front.
    return null;
  }
}

/** Puts the selection in the same place on the next image of the list, and opens that one. */
export async function duplicateToNextImage(): Promise<void> {
  const shown = atRest();
  if (shown === null || shown.ids.length === 0) return;
  const next = imageList.next(shown.document.image.id);
  if (next === null) {
    notices.show('info', messages.transfer.noNextImage);
    return;
  }
  const target = createDocument(recordOf(next), [], [...shown.document.labels.values()]);
  const newIds = commitPaste('duplicateToNext', target, copyObjects(shown.document, shown.ids));
  await openImage.open(next.id);
  if (openImage.document?.image.id === next.id) select(newIds);
}

/** The ids of the new objects. Says so where some could not be pasted. */
function commitPaste(
  gesture: 'paste' | 'duplicateToNext',
  target: LabellingDocument,
  objects: readonly CopiedObject[],
): readonly string[] {
  // Objects of one time are drawn in the order of their ids.
  const newIds = objects.map(() => newId()).sort();
  const diff = pasteObjects(target, { objects, newIds, now: Date.now() });
  const missing = objects.length - diff.length;
  if (missing > 0) notices.show('warning', messages.transfer.labelsMissing(missing));
  void openImage.commit(messages.label.gestures[gesture], diff);
  return newIds;
}

function select(ids: readonly string[]): void {
  const there = ids.filter((id) => openImage.document?.annotations.has(id) === true);
  if (there.length > 0) openImage.select(there);
}
