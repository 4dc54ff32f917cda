import { type Combination, combinationIds } from '../../app/geometry/combine.ts';
import type { Geometry } from '../../app/geometry/geometry.ts';
import {
  changeShapes,
  combineAnnotations,
  type ShapeChange,
  splitAnnotations,
} from '../../app/model/commands/shapes.ts';
import type { RecordDiff } from '../../app/model/diff.ts';
import type { LabellingDocument } from '../../app/model/document.ts';
import type { AnnotationId } from '../../app/model/records.ts';
import { messages } from '../messages/messages.ts';
import { newId } from './newId.ts';
import { notices } from './notices.svelte.ts';
import { objectView } from './objectView.svelte.ts';
import { openImage } from './openImage.svelte.ts';
import { shapeAmount } from './shapeAmount.svelte.ts';
import { obstacleTo, type ShapeOperation } from './shapeFit.ts';
import { toolState } from './toolState.svelte.ts';

/** Shape operations on the selection, in the order in which it was made: each is one gesture. */

type Command = (document: LabellingDocument, ids: readonly AnnotationId[]) => RecordDiff;

const combine =
  (combination: Combination): Command =>
  (document, ids) =>
    combineAnnotations(document, { ids, combination, now: Date.now() });

const change =
  (changeId: ShapeChange): Command =>
  (document, ids) =>
    changeShapes(document, { ids, change: changeId, amountPx: shapeAmount.px, now: Date.now() });

const commands: { readonly [O in ShapeOperation]: Command } = {
  unite: combine('unite'),
  subtract: combine('subtract'),
  intersect: combine('intersect'),
  exclude: combine('exclude'),
  fillHoles: change('fillHoles'),
  keepLargest: change('keepLargest'),
  split: (document, ids) => splitAnnotations(document, { ids, newId, now: Date.now() }),
  grow: change('grow'),
  shrink: change('shrink'),
  smooth: change('smooth'),
  simplify: change('simplify'),
};

/** The objects of the selection that are shown, the first selected first. */
export function selectedGeometries(): readonly Geometry[] {
  return [...objectView.selected].flatMap((id) => openImage.document?.annotations.get(id)?.geometry ?? []);
}

/** Says so where the operation does not fit the selection, or leaves objects as they are. */
export function operateOnSelection(operation: ShapeOperation): void {
  const { document } = openImage;
  if (document === null || toolState.node.busy) return;
  const words = messages.shapes;
  const obstacle = obstacleTo(operation, selectedGeometries());
  if (obstacle !== null) {
    notices.show('info', words.obstacles[obstacle]);
    return;
  }
  const ids = [...objectView.selected];
  const diff = commands[operation](document, ids);
  const unchanged = unchangedBy(operation, ids, diff);
  if (unchanged > 0) notices.show('info', words.unchanged[operation](unchanged));
  if (diff.length === 0) return;
  void openImage.commit(words.operations[operation], diff);
  if (operation === 'split') openImage.select(withNewIds(ids, diff));
}

/** How many objects the operation passed over; a combination does all or nothing. */
function unchangedBy(operation: ShapeOperation, ids: readonly AnnotationId[], diff: RecordDiff): number {
  if (combinationIds.some((combination) => combination === operation)) return diff.length === 0 ? ids.length : 0;
  const changed = new Set(diff.map(({ before }) => before?.id));
  return ids.filter((id) => !changed.has(id)).length;
}

/** Everything selected, with the new objects. */
function withNewIds(ids: readonly AnnotationId[], diff: RecordDiff): readonly AnnotationId[] {
  const added = diff.flatMap((change) =>
    change.table === 'annotations' && change.before === null && change.after !== null ? [change.after.id] : [],
  );
  return [...ids, ...added];
}
