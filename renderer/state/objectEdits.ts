import { convertToMask, convertToPolygon } from '../../app/model/commands/convert.ts';
import { changeLabel, duplicateAnnotations, removeAnnotations } from '../../app/model/commands/objects.ts';
import { acceptSuggestions, rejectSuggestions } from '../../app/model/commands/suggestions.ts';
import { geometryBox } from '../../app/geometry/measure.ts';
import type { RecordDiff } from '../../app/model/diff.ts';
import type { LabellingDocument } from '../../app/model/document.ts';
import type { AnnotationId, AnnotationRecord, LabelId } from '../../app/model/records.ts';
import { messages } from '../messages/messages.ts';
import { host, messageOf } from './host.ts';
import { newId } from './newId.ts';
import { notices } from './notices.svelte.ts';
import { objectView } from './objectView.svelte.ts';
import { openImage } from './openImage.svelte.ts';
import { toolState } from './toolState.svelte.ts';
import { viewport } from './viewport.svelte.ts';
import { workMeasuring } from './workMeasuring.svelte.ts';

/** What panels and keys do with objects: each is one gesture. */

/** CSS pixels between an object and its copy. */
const COPY_SHIFT = 12;

type Command = (document: LabellingDocument, ids: readonly AnnotationId[]) => RecordDiff;

function changeSelection(gesture: keyof typeof messages.label.gestures, command: Command): void {
  const { document } = openImage;
  if (document === null || toolState.node.busy) return;
  const diff = command(document, [...objectView.selected]);
  objectView.showNew(diff);
  void openImage.commit(messages.label.gestures[gesture], diff);
}

export function deleteSelection(): void {
  changeSelection('deleteObjects', (document, ids) => removeAnnotations(document, { ids }));
}

export function relabelSelection(labelId: LabelId): void {
  changeSelection('changeLabel', (document, ids) => changeLabel(document, { ids, labelId, now: Date.now() }));
}

/** Says why where there are points among the selected objects. */
function refusesPoints(): boolean {
  const hasPoints = [...objectView.selected].some(
    (id) => openImage.document?.annotations.get(id)?.geometry.kind === 'points',
  );
  if (hasPoints) notices.show('info', messages.shapes.obstacles.hasPoints);
  return hasPoints;
}

export function convertSelectionToMask(): void {
  if (refusesPoints()) return;
  changeSelection('convertToMask', (document, ids) => convertToMask(document, { ids, now: Date.now() }));
}

export function convertSelectionToPolygon(): void {
  if (refusesPoints()) return;
  changeSelection('convertToPolygon', (document, ids) => convertToPolygon(document, { ids, now: Date.now() }));
}

/** The copies become the selection, ready to be moved. */
export function duplicateSelection(): void {
  const shift = COPY_SHIFT * viewport.pixel;
  const newIds = [...objectView.selected].map(() => newId());
  changeSelection('duplicate', (document, ids) =>
    duplicateAnnotations(document, { ids, newIds, dx: shift, dy: shift, now: Date.now() }),
  );
  openImage.select(newIds.filter((id) => openImage.document?.annotations.has(id) === true));
}

export type Decision = 'accepted' | 'rejected';

const decisions = {
  accepted: { command: acceptSuggestions, gesture: 'acceptSuggestions' },
  rejected: { command: rejectSuggestions, gesture: 'rejectSuggestions' },
} as const;

/** Decides the selected suggestions, or the one that is next, and goes on to the one after. */
export function decideSelected(decision: Decision): void {
  const { document } = openImage;
  const suggestions = objectView.visibleSuggestions;
  if (document === null || toolState.node.busy) return;
  const selected = suggestions.filter(({ id }) => openImage.selection.has(id));
  const [first] = suggestions;
  if (selected.length === 0) {
    // Nothing is decided unseen: the first press shows which one is meant.
    if (first !== undefined) showObject(first);
    return;
  }
  const last = suggestions.findIndex(({ id }) => id === selected.at(-1)?.id);
  const following = [...suggestions.slice(last + 1), ...suggestions.slice(0, last)];
  const next = following.find(({ id }) => !openImage.selection.has(id));
  const ids = selected.map(({ id }) => id);
  decide(document, decision, ids);
  if (next !== undefined) showObject(next);
}

/** Decides the suggestions of this image, as far as they are shown, at or above the chosen score. */
export function decideAbove(decision: Decision): void {
  const { document } = openImage;
  const ids = objectView.suggestionsAbove.map(({ id }) => id);
  if (document !== null && !toolState.node.busy) decide(document, decision, ids);
}

export function rejectAll(): void {
  const { document } = openImage;
  const ids = objectView.visibleSuggestions.map(({ id }) => id);
  if (document !== null && !toolState.node.busy) decide(document, 'rejected', ids);
}

function decide(document: LabellingDocument, decision: Decision, ids: readonly AnnotationId[]): void {
  const { command, gesture } = decisions[decision];
  void openImage.commit(messages.label.gestures[gesture], command(document, { ids, now: Date.now() }));
}

/** Accepts on every image of the project, also on those that nobody has open. */
export async function acceptEverywhere(): Promise<void> {
  try {
    const { minScore } = objectView;
    const order = { clientId: '', decision: 'accepted', minScore, ...workMeasuring.take() } as const;
    const { count } = await host.edits.decideSuggestions(order);
    notices.show('success', messages.label.suggestions.acceptedEverywhere(count), {
      title: messages.label.undo,
      perform: () => void openImage.undo(),
    });
  } catch (error) {
    notices.show('error', messageOf(error));
  }
}

/** Selects the object and brings it into view. */
export function showObject(annotation: AnnotationRecord): void {
  openImage.select([annotation.id]);
  viewport.reveal(geometryBox(annotation.geometry));
}

/** Goes to the next or previous suggestion, or object where no suggestion is left. */
export function stepThroughObjects(step: 1 | -1): void {
  const { visibleSuggestions, visible } = objectView;
  const list = visibleSuggestions.length > 0 ? visibleSuggestions : visible;
  if (list.length === 0 || toolState.node.busy) return;
  const current = list.findIndex(({ id }) => openImage.selection.has(id));
  const start = current < 0 ? (step === 1 ? -1 : 0) : current;
  const next = list[(start + step + list.length) % list.length];
  if (next !== undefined) showObject(next);
}
