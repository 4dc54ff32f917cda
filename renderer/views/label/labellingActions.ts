import type { Action } from '../../actions/action.ts';
import type { LabelRecord } from '../../../app/model/records.ts';
import { messages } from '../../messages/messages.ts';
import {
  convertSelectionToMask,
  convertSelectionToPolygon,
  decideAbove,
  decideSelected,
  deleteSelection,
  duplicateSelection,
  relabelSelection,
  stepThroughObjects,
} from '../../state/objectEdits.ts';
import { comparison } from '../../state/comparison.svelte.ts';
import { measurements } from '../../state/measurements.svelte.ts';
import { labellingPreferences } from '../../state/labellingPreferences.svelte.ts';
import { objectView } from '../../state/objectView.svelte.ts';
import { openImage } from '../../state/openImage.svelte.ts';
import { toolState } from '../../state/toolState.svelte.ts';
import { viewport } from '../../state/viewport.svelte.ts';
import { toolIds, tools } from '../../tools/tools.ts';

const hasImage = (): boolean => openImage.document !== null;
const hasSelection = (): boolean => objectView.selected.size > 0;
const hasSuggestions = (): boolean => objectView.visibleSuggestions.length > 0;
/** A tool may have steps of its own, to undo and to redo. */
const canStep = (direction: 'undo' | 'redo'): boolean =>
  hasImage() && (openImage.history[direction] !== null || toolState.node.key !== undefined);
const usesBrush = (): boolean => toolState.description.options.includes('brushSize');
const smooths = (): boolean => toolState.description.options.includes('smoothing');

type Row = readonly [
  id: keyof typeof messages.label.actions,
  keys: readonly string[],
  enabled: () => boolean,
  perform: () => void,
];

function actionsOf(group: keyof typeof messages.label.actionGroups, rows: readonly Row[]): readonly Action[] {
  return rows.map(([id, keys, enabled, perform]) => ({
    id: `label.${id}`,
    title: messages.label.actions[id],
    group: messages.label.actionGroups[group],
    keys,
    enabled,
    perform,
  }));
}

/** Everything that can be done on the canvas, with its keys. */
export function labellingActions(): readonly Action[] {
  const toolActions = toolIds.map((tool): Action => ({
    id: `tool.${tool}`,
    title: messages.label.tools[tool],
    group: messages.label.actionGroups.tools,
    keys: [tools[tool].key],
    enabled: hasImage,
    perform: () => toolState.choose(tool),
  }));
  return [
    ...toolActions,
    ...actionsOf('drawing', [
      ['confirm', ['Enter'], () => toolState.node.busy, () => void toolState.key('confirm')],
      ['stepBack', ['Escape'], hasImage, stepBack],
      ['newObject', ['N'], hasImage, startNewObject],
      ['holeMode', ['O'], hasImage, () => toolState.toggleHoleMode()],
      ['smoothLines', ['S'], smooths, toggleSmoothing],
      ['brushSmaller', ['['], usesBrush, () => toolState.growBrush(-1)],
      ['brushLarger', [']'], usesBrush, () => toolState.growBrush(1)],
    ]),
    ...actionsOf('objects', [
      ['undo', ['Ctrl+Z'], () => canStep('undo'), () => void openImage.undo()],
      ['redo', ['Ctrl+Shift+Z', 'Ctrl+Y'], () => canStep('redo'), () => void openImage.redo()],
      ['erase', ['Delete', 'Backspace'], hasImage, eraseSomething],
      ['duplicate', ['Ctrl+D'], hasSelection, duplicateSelection],
      ['selectAll', ['Ctrl+A'], hasImage, () => openImage.select(objectView.visible.map(({ id }) => id))],
      ['toMask', [], hasSelection, convertSelectionToMask],
      ['toPolygon', [], hasSelection, convertSelectionToPolygon],
      ['hideObjects', ['X'], hasImage, () => (objectView.allHidden = !objectView.allHidden)],
      ['hideSelected', ['Shift+X'], hasSelection, () => objectView.toggle(openImage.selection)],
      ['nextObject', ['Tab'], hasImage, () => stepThroughObjects(1)],
      ['previousObject', ['Shift+Tab'], hasImage, () => stepThroughObjects(-1)],
    ]),
    ...actionsOf('suggestions', [
      ['accept', ['A'], hasSuggestions, () => decideSelected('accepted')],
      ['reject', ['R'], hasSuggestions, () => decideSelected('rejected')],
      ['acceptAbove', ['Shift+A'], hasSuggestions, () => decideAbove('accepted')],
    ]),
    ...actionsOf('view', [
      ['fit', ['F'], hasImage, () => viewport.fit()],
      ['actualSize', ['Ctrl+1', '0'], hasImage, () => viewport.actualSize()],
      ['zoomIn', ['+', '='], hasImage, () => viewport.zoomIn()],
      ['zoomOut', ['-'], hasImage, () => viewport.zoomOut()],
    ]),
  ];
}

/** One action a label, on its own key: for what is selected, or for the next object. */
export function labelActions(labels: readonly LabelRecord[]): readonly Action[] {
  return labels.map((label) => ({
    id: `label.choose.${label.id}`,
    title: messages.label.useLabel(label.name),
    group: messages.label.actionGroups.labels,
    keys: label.hotkey === null ? [] : [/^[a-z]$/.test(label.hotkey) ? label.hotkey.toUpperCase() : label.hotkey],
    enabled: hasImage,
    perform: () => chooseLabel(label),
  }));
}

/** With a tool that draws a label begins a new object; with the others it goes to the selection. */
export function chooseLabel({ id }: LabelRecord): void {
  openImage.chosenLabelId = id;
  if (!toolState.description.draws && hasSelection()) relabelSelection(id);
  else if (!toolState.node.busy) openImage.select([]);
}

function toggleSmoothing(): void {
  labellingPreferences.change({ smoothsLines: !labellingPreferences.values.smoothsLines });
}

/** One level: the gesture under way, else a comparison, else the selection, else what was measured. */
function stepBack(): void {
  if (toolState.key('cancel') || comparison.stop()) return;
  if (hasSelection()) openImage.select([]);
  else measurements.clear();
}

function eraseSomething(): void {
  if (!toolState.key('erase')) deleteSelection();
}

/** The next stroke or outline makes a new object, whatever was painted into before. */
function startNewObject(): void {
  if (toolState.node.busy) return;
  openImage.select([]);
  if (!toolState.description.draws) toolState.choose(toolState.lastDrawingTool);
}
