import { expect, test } from 'vitest';
import { documentWith, sampleImage } from '../../../tests/generators/documents.ts';
import { setDisplayWindow, setReview, setSplit, setTags } from './image.ts';

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

test('tags are kept clean and in order, and the same ones are no edit', () => {
  const document = documentWith();
  const tags = ['blurred', 'out-of-focus', '\u00e9t\u00e9'];
  const diff = setTags(document, { tags: ['#blurred ', 'out of  focus', 'Blurred', ' ', 'e\u0301te\u0301'] });
  expect(diff).toEqual([{ table: 'images', before: sampleImage, after: { ...sampleImage, tags } }]);
  expect(setTags({ image: { ...sampleImage, tags } }, { tags: [...tags, '#BLURRED'] })).toEqual([]);
});
