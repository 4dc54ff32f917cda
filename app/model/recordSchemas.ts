import * as v from 'valibot';
import { type AttributeDefinition, attributeKinds } from './attributes.ts';
import type { RecordDiff } from './diff.ts';
import { reviewStates } from './imageReview.ts';

/** Schemas of the records for the host's door: shape and kind of every field. What values mean is in invariants.ts. */

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
const finite = v.pipe(v.number(), v.finite());
const whole = v.pipe(v.number(), v.safeInteger());
const natural = v.pipe(whole, v.minValue(0));
const displayWindow = v.strictObject({ low: finite, high: finite });
const pixelSpacing = v.strictObject({ xMm: finite, yMm: finite });

const attributeValue = v.union([v.string(), finite, v.boolean()]);
export const attributeDefinition: v.GenericSchema<AttributeDefinition> = v.strictObject({
  id,
  name: v.string(),
  kind: v.picklist(attributeKinds),
  options: v.array(v.string()),
  defaultValue: v.nullable(attributeValue),
});

const ring = v.pipe(
  v.array(finite),
  v.minLength(6, 'A ring needs at least three vertices.'),
  v.check((values) => values.length % 2 === 0, 'A ring needs an x and a y for every vertex.'),
);

const polygonGeometry = v.strictObject({
  kind: v.literal('polygon'),
  parts: v.pipe(v.array(v.strictObject({ outline: ring, holes: v.array(ring) })), v.minLength(1)),
});

export const maskGeometry = v.strictObject({
  kind: v.literal('mask'),
  box: v.strictObject({ x: whole, y: whole, width: natural, height: natural }),
  counts: v.string(),
});

const pointsGeometry = v.strictObject({
  kind: v.literal('points'),
  points: v.pipe(
    v.array(finite),
    v.minLength(2, 'Points need at least one.'),
    v.check((values) => values.length % 2 === 0, 'Points need an x and a y each.'),
  ),
});

export const geometry = v.variant('kind', [polygonGeometry, maskGeometry, pointsGeometry]);

const imageRecord = v.strictObject({
  id,
  name: v.string(),
  path: v.string(),
  storage: v.picklist(['copied', 'referenced']),
  width: natural,
  height: natural,
  channels: v.picklist([1, 3]),
  bitDepth: v.picklist([8, 16]),
  valueRange: displayWindow,
  pixelSpacing: v.nullable(pixelSpacing),
  byteSize: natural,
  contentHash: v.string(),
  split: v.nullable(v.picklist(['train', 'val', 'test'])),
  review: v.picklist(reviewStates),
  displayWindow: v.nullable(displayWindow),
  tags: v.array(v.string()),
  importedAt: finite,
});

const labelRecord = v.strictObject({
  id,
  name: v.string(),
  colour: v.string(),
  hotkey: v.nullable(v.string()),
  order: finite,
  categoryId: v.nullable(whole),
  supercategory: v.nullable(v.string()),
  attributes: v.array(attributeDefinition),
});

const annotationRecord = v.strictObject({
  id,
  imageId: id,
  labelId: id,
  geometry,
  source: v.variant('kind', [
    v.strictObject({ kind: v.literal('person') }),
    v.strictObject({ kind: v.literal('model'), modelId: id }),
    v.strictObject({ kind: v.literal('import'), file: v.string() }),
  ]),
  score: v.nullable(finite),
  status: v.picklist(['suggested', 'accepted', 'rejected']),
  isCrowd: v.boolean(),
  attributes: v.record(id, attributeValue),
  groupId: v.nullable(id),
  createdAt: finite,
  updatedAt: finite,
});

const commentRecord = v.strictObject({
  id,
  imageId: id,
  point: v.strictObject({ x: finite, y: finite }),
  text: v.pipe(v.string(), v.maxLength(10_000)),
  resolved: v.boolean(),
  createdAt: finite,
  updatedAt: finite,
});

function changeOf<const T extends string, S extends v.GenericSchema>(table: T, record: S) {
  return v.strictObject({ table: v.literal(table), before: v.nullable(record), after: v.nullable(record) });
}

export const recordDiff: v.GenericSchema<unknown, RecordDiff> = v.array(
  v.variant('table', [
    changeOf('annotations', annotationRecord),
    changeOf('labels', labelRecord),
    changeOf('images', imageRecord),
    changeOf('comments', commentRecord),
  ]),
);
