import fc from 'fast-check';
import { combinationIds } from '../../app/geometry/combine.ts';
import { convertToMask, convertToPolygon } from '../../app/model/commands/convert.ts';
import { changeLabel, duplicateAnnotations, removeAnnotations } from '../../app/model/commands/objects.ts';
import { changeShapes, combineAnnotations, shapeChangeIds, splitAnnotations } from '../../app/model/commands/shapes.ts';
import type { RecordDiff } from '../../app/model/diff.ts';
import type { LabellingDocument } from '../../app/model/document.ts';
import type { AnnotationId, LabelId } from '../../app/model/records.ts';
import type { ToolKey } from '../../renderer/tools/toolNode.ts';
import { toolIds } from '../../renderer/tools/tools.ts';

/** What a person in a hurry may do on the canvas, in any order: gestures that end, gestures that are broken off, and commands. */

const place = fc.tuple(fc.integer({ min: -10, max: 210 }), fc.integer({ min: -10, max: 110 }));
const keys = fc.constantFrom<ToolKey>('confirm', 'cancel', 'erase', 'undo', 'redo');
const held = fc.record({ shift: fc.boolean(), alt: fc.boolean() });

interface CommandArguments {
  readonly ids: readonly AnnotationId[];
  readonly now: number;
  readonly newId: () => AnnotationId;
  readonly labelIds: readonly LabelId[];
}

type Command = (document: LabellingDocument, args: CommandArguments) => RecordDiff;

const commands: { readonly [name: string]: Command } = {
  remove: (document, { ids }) => removeAnnotations(document, { ids }),
  toMask: (document, { ids, now }) => convertToMask(document, { ids, now }),
  toPolygon: (document, { ids, now }) => convertToPolygon(document, { ids, now }),
  duplicate: (document, { ids, now, newId }) =>
    duplicateAnnotations(document, { ids, newIds: ids.map(newId), dx: 7, dy: 5, now }),
  relabel: (document, { ids, now, labelIds }) => changeLabel(document, { ids, now, labelId: labelIds.at(-1) ?? '' }),
  split: (document, { ids, now, newId }) => splitAnnotations(document, { ids, newId, now }),
  ...Object.fromEntries(
    combinationIds.map((combination): [string, Command] => [
      combination,
      (document, { ids, now }) => combineAnnotations(document, { ids, combination, now }),
    ]),
  ),
  ...Object.fromEntries(
    shapeChangeIds.map((change): [string, Command] => [
      change,
      (document, { ids, now }) => changeShapes(document, { ids, change, amountPx: 3, now }),
    ]),
  ),
};

const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('choose' as const), tool: fc.constantFrom(...toolIds) }) },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('drag' as const),
      places: fc.array(place, { minLength: 2, maxLength: 6 }),
      held,
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('clicks' as const),
      places: fc.array(place, { minLength: 1, maxLength: 5 }),
      held,
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('doubleClick' as const), place }) },
  /** A key, another tool or an undo in the middle of a drag, which then goes on as if nothing had been. */
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('brokenDrag' as const),
      places: fc.array(place, { minLength: 3, maxLength: 6 }),
      key: keys,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('leftDrag' as const),
      places: fc.tuple(place, place),
      tool: fc.constantFrom(...toolIds),
    }),
  },
  /** A press on a vertex or point of the one selected object, which chance hardly meets. */
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('handle' as const),
      from: fc.nat(20),
      nth: fc.nat(20),
      places: fc.array(place, { maxLength: 4 }),
      held,
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('key' as const), key: keys }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('select' as const),
      from: fc.nat(20),
      count: fc.integer({ min: 1, max: 4 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('command' as const),
      from: fc.nat(20),
      count: fc.integer({ min: 1, max: 3 }),
      name: fc.constantFrom(...Object.keys(commands)),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('settings' as const),
      brushDiameterPx: fc.integer({ min: 1, max: 60 }),
      holeMode: fc.boolean(),
      smoothingPx: fc.constantFrom(null, 3),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('undo' as const, 'redo' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('crash' as const) }) },
);

export type GestureStep = typeof step extends fc.Arbitrary<infer Step> ? Step : never;

export const gestureSequence: fc.Arbitrary<readonly GestureStep[]> = fc.array(step, {
  minLength: 8,
  maxLength: 40,
  size: 'max',
});

export function commandDiff(name: string, document: LabellingDocument, args: CommandArguments): RecordDiff {
  return commands[name]?.(document, args) ?? [];
}
