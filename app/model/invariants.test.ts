import fc from 'fast-check';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { annotation, cellLabel, sampleImage } from '../../tests/generators/documents.ts';
import { noiseMask } from '../../tests/generators/masks.ts';
import { somePoints } from '../../tests/generators/points.ts';
import { commentRecord } from '../../tests/fixtures/records.ts';
import { encodeCounts } from '../geometry/counts.ts';
import type { Geometry } from '../geometry/geometry.ts';
import type { AttributeDefinition } from './attributes.ts';
import type { RecordChange, RecordDiff } from './diff.ts';
import { checkDiff } from './invariants.ts';
import { recordDiff } from './recordSchemas.ts';

const withGeometry = (geometry: Geometry): RecordDiff => [
  { table: 'annotations', before: null, after: annotation('a', { geometry }) },
];
const stage: AttributeDefinition = {
  id: 'stage',
  name: 'Stage',
  kind: 'choice',
  options: ['early', 'late'],
  defaultValue: 'early',
};
const withAttribute = (change: Partial<AttributeDefinition>, ...others: AttributeDefinition[]): RecordDiff => [
  { table: 'labels', before: null, after: { ...cellLabel, attributes: [{ ...stage, ...change }, ...others] } },
];
const mask = { kind: 'mask', box: { x: 1, y: 1, width: 2, height: 2 }, counts: '04' } as const;

test('takes every sound edit, through the schema as well', () => {
  fc.assert(
    fc.property(fc.oneof(noiseMask, somePoints), (geometry) => {
      const diff: RecordDiff = [
        ...withGeometry(geometry),
        { table: 'annotations', before: annotation('b'), after: annotation('b', { score: 1, status: 'suggested' }) },
        { table: 'labels', before: { ...cellLabel, attributes: [stage] }, after: null },
        {
          table: 'annotations',
          before: null,
          after: annotation('c', { attributes: { stage: 'late', size: 1.5 }, groupId: 'g' }),
        },
        { table: 'comments', before: null, after: commentRecord('c', 'image-1') },
        {
          table: 'images',
          before: sampleImage,
          after: { ...sampleImage, displayWindow: { low: 0, high: 9 }, tags: ['blurred'] },
        },
      ];
      expect(v.parse(recordDiff, JSON.parse(JSON.stringify(diff)))).toEqual(diff);
      expect(checkDiff(diff)).toBeNull();
    }),
  );
});

test.each<[string, RecordDiff]>([
  ['has no pixels', withGeometry({ ...mask, counts: '4' })],
  ['tight box and shortest runs', withGeometry({ ...mask, counts: encodeCounts([0, 2, 0, 2]) })],
  ['tight box and shortest runs', withGeometry({ ...mask, counts: encodeCounts([0, 2, 2]) })],
  ['cannot be read. The run-length string ends', withGeometry({ ...mask, counts: 'P' })],
  ['add up to 5 pixels, but 2 x 2 are 4', withGeometry({ ...mask, counts: '05' })],
  ['the mask box is empty', withGeometry({ ...mask, box: { ...mask.box, width: 0 } })],
  ['not in whole pixels', withGeometry({ ...mask, box: { ...mask.box, x: 0.5 } })],
  ['the polygon has no parts', withGeometry({ kind: 'polygon', parts: [] })],
  ['needs at least 3', withGeometry({ kind: 'polygon', parts: [{ outline: [0, 0, 1, 1], holes: [] }] })],
  ['no finite number', withGeometry({ kind: 'polygon', parts: [{ outline: [0, 0, 1, 1, NaN, 1], holes: [] }] })],
  ['there are no points', withGeometry({ kind: 'points', points: [] })],
  ['the last point lacks its y', withGeometry({ kind: 'points', points: [1, 2, 3] })],
  ['a point has a coordinate that is no finite', withGeometry({ kind: 'points', points: [1, NaN] })],
  ['a score of 1.5', [{ table: 'annotations', before: null, after: annotation('a', { score: 1.5 }) }]],
  ['A label needs a name', [{ table: 'labels', before: null, after: { ...cellLabel, name: ' ' } }]],
  ['write it as #rrggbb', [{ table: 'labels', before: null, after: { ...cellLabel, colour: 'red' } }]],
  ['needs a name without spaces', withAttribute({ name: ' stage' })],
  ['two attributes "Stage"', withAttribute({}, { ...stage, id: 'other' })],
  ['nothing to choose from', withAttribute({ options: [] })],
  ['is no choice', withAttribute({ kind: 'text' })],
  ['has an option twice', withAttribute({ options: ['early', 'early'] })],
  ['empty or has spaces', withAttribute({ options: ['early', ''] })],
  ['cannot have the value "never"', withAttribute({ defaultValue: 'never' })],
  [
    'an attribute that is no finite number',
    [{ table: 'annotations', before: null, after: annotation('a', { attributes: { size: NaN } }) }],
  ],
  ['a tag that is empty', [{ table: 'images', before: null, after: { ...sampleImage, tags: ['a', 'A'] } }]],
  ['written with spaces', [{ table: 'images', before: null, after: { ...sampleImage, tags: ['a b'] } }]],
  [
    'A comment needs a text',
    [{ table: 'comments', before: null, after: commentRecord('c', 'image-1', { text: ' ' }) }],
  ],
  [
    'no place on its image',
    [{ table: 'comments', before: null, after: commentRecord('c', 'image-1', { point: { x: NaN, y: 1 } }) }],
  ],
  ['must be one key', [{ table: 'labels', before: null, after: { ...cellLabel, hotkey: 'F1' } }]],
  [
    'low end lies above',
    [{ table: 'images', before: null, after: { ...sampleImage, displayWindow: { low: 2, high: 1 } } }],
  ],
  ['has no pixels', [{ table: 'images', before: null, after: { ...sampleImage, width: 0 } }]],
  [
    'has pixels without a size',
    [{ table: 'images', before: null, after: { ...sampleImage, pixelSpacing: { xMm: 0.5, yMm: 0 } } }],
  ],
  ['neither a record before nor one after', [{ table: 'labels', before: null, after: null } satisfies RecordChange]],
  ['turns cell into another record', [{ table: 'labels', before: cellLabel, after: { ...cellLabel, id: 'x' } }]],
  ['changes annotations a twice', [...withGeometry(mask), ...withGeometry(mask)]],
])('says what is wrong: %s', (sentence, diff) => {
  expect(checkDiff(diff)).toContain(sentence);
});

test.each<[string, unknown]>([
  ['a field that no record has', [{ table: 'labels', before: null, after: { ...cellLabel, note: 'x' } }]],
  ['an unknown table', [{ table: 'runs', before: null, after: cellLabel }]],
  [
    'a ring with an x without y',
    withGeometry({ kind: 'polygon', parts: [{ outline: [0, 0, 1, 1, 2, 2, 3], holes: [] }] }),
  ],
  [
    'an infinite coordinate',
    withGeometry({ kind: 'polygon', parts: [{ outline: [0, 0, 1, 1, 2, Infinity], holes: [] }] }),
  ],
  ['points without any', withGeometry({ kind: 'points', points: [] })],
  ['a point with an x without y', withGeometry({ kind: 'points', points: [1, 2, 3] })],
  ['a point that is infinitely far', withGeometry({ kind: 'points', points: [1, Infinity] })],
  ['a box with a fraction', withGeometry({ ...mask, box: { ...mask.box, x: 0.5 } })],
])('the schema refuses %s', (_, diff) => {
  expect(v.safeParse(recordDiff, diff).success).toBe(false);
});
