import { expect, test } from 'vitest';
import { documentWith, sampleImage } from '../../../tests/generators/documents.ts';
import { setDisplayWindow, setReview, setSplit } from './image.ts';

test('changes one field of the image', () => {
  const document = documentWith();
  const displayWindow = { low: 10, high: 90 };
  expect([
    setReview(document, { review: 'needsReview' }),
    setDisplayWindow(document, { displayWindow }),
    setSplit(document, { split: 'test' }),
  ]).toEqual(
    [{ review: 'needsReview' }, { displayWindow }, { split: 'test' }].map((change) => [
      { table: 'images', before: sampleImage, after: { ...sampleImage, ...change } },
    ]),
  );
});
