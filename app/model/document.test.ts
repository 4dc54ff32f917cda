import fc from 'fast-check';
import { expect, test } from 'vitest';
import { annotation, cellLabel, documentWith, sampleImage } from '../../tests/generators/documents.ts';
import { invertDiff, type RecordDiff } from './diff.ts';
import { applyDiff, type LabellingDocument } from './document.ts';
import { reviewStates } from './imageReview.ts';

/** Maps compare without order, drawing needs the order too. */
function plain({ image, annotations, labels }: LabellingDocument) {
  return { image, annotations: [...annotations], labels: [...labels] };
}

const times = [2000, 2001, 2001, 2003, 2004];
const start = documentWith(...times.map((createdAt, index) => annotation(`a${index}`, { createdAt })));

const anyDiff: fc.Arbitrary<RecordDiff> = fc
  .record({
    removed: fc.subarray([...start.annotations.values()]),
    changed: fc.subarray([...start.annotations.values()]),
    added: fc.uniqueArray(fc.integer({ min: 1990, max: 2010 }), { maxLength: 4 }),
    review: fc.constantFrom(...reviewStates),
  })
  .map(({ removed, changed, added, review }) => [
    ...removed.map((before) => ({ table: 'annotations', before, after: null }) as const),
    ...changed
      .filter((before) => !removed.includes(before))
      .map((before) => ({ table: 'annotations', before, after: { ...before, labelId: 'debris' } }) as const),
    ...added.map(
      (createdAt) =>
        ({ table: 'annotations', before: null, after: annotation(`n${createdAt}`, { createdAt }) }) as const,
    ),
    { table: 'labels', before: cellLabel, after: { ...cellLabel, name: 'Nucleus' } },
    { table: 'images', before: sampleImage, after: { ...sampleImage, review } },
  ]);

test('an edit and its inverse leave the document as it was, order included', () => {
  fc.assert(
    fc.property(anyDiff, (diff) => {
      const edited = applyDiff(start, diff);
      expect(plain(applyDiff(edited, invertDiff(diff)))).toEqual(plain(start));
      expect(plain(applyDiff(applyDiff(edited, invertDiff(diff)), diff))).toEqual(plain(edited));
      expect(invertDiff(invertDiff(diff))).toEqual(diff);
    }),
  );
});

test('applies changes of every table, and none of other images', () => {
  const added = annotation('new', { createdAt: 5000 });
  const edited = applyDiff(documentWith(annotation('old')), [
    { table: 'annotations', before: null, after: added },
    { table: 'annotations', before: annotation('old'), after: null },
    { table: 'annotations', before: null, after: annotation('elsewhere', { imageId: 'image-2' }) },
    { table: 'labels', before: cellLabel, after: null },
    { table: 'images', before: sampleImage, after: { ...sampleImage, split: 'test' } },
    { table: 'images', before: null, after: { ...sampleImage, id: 'image-2' } },
  ]);
  expect(plain(edited)).toEqual({
    image: { ...sampleImage, split: 'test' },
    annotations: [['new', added]],
    labels: [['debris', expect.objectContaining({ id: 'debris' })]],
  });
});

test('labels and comments that an edit does not concern stay the same values', () => {
  fc.assert(
    fc.property(anyDiff, (diff) => {
      const ofObjects = diff.filter(({ table }) => table !== 'labels');
      const edited = applyDiff(start, ofObjects);
      expect(edited.labels).toBe(start.labels);
      expect(edited.comments).toBe(start.comments);
    }),
  );
  const renamed = applyDiff(start, [{ table: 'labels', before: cellLabel, after: { ...cellLabel, name: 'Nucleus' } }]);
  expect(renamed.labels.get(cellLabel.id)?.name).toBe('Nucleus');
  expect(start.labels.get(cellLabel.id)).toBe(cellLabel);
});
