import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ImageSummary } from '../../app/contract/views.ts';
import { reviewStates } from '../../app/model/imageReview.ts';
import { imageRecord } from '../../tests/fixtures/records.ts';
import { imageSorts, sortImages } from './imageSort.ts';

const score = fc.option(fc.constantFrom(0, 0.25, 0.5, 1));
const rows = fc
  .array(
    fc.record({
      review: fc.constantFrom(...reviewStates),
      importedAt: fc.nat(2),
      accepted: fc.nat(2),
      areas: fc.nat(2),
      suggested: fc.nat(2),
      topScore: score,
      lowestScore: score,
      uncertainty: score,
      editedAt: fc.option(fc.nat(2)),
      openComments: fc.constant(0),
    }),
    { maxLength: 30 },
  )
  .map((values) => values.map((value, index): ImageSummary => ({ ...imageRecord(String(index)), ...value })));

test.each(imageSorts)('sorting by %s is total and stable, whatever rows lack', (sort) => {
  fc.assert(
    fc.property(rows, (images) => {
      const sorted = sortImages(images, sort);
      const position = (image: ImageSummary) => images.indexOf(image);
      expect(new Set(sorted)).toEqual(new Set(images));
      expect(sorted).toHaveLength(images.length);
      // Each pair alone is ordered as it is among all: the order does not hang on what else is there.
      for (const [index, a] of sorted.entries()) {
        for (const b of sorted.slice(index + 1)) {
          const pair = position(a) < position(b) ? [a, b] : [b, a];
          expect(sortImages(pair, sort)).toEqual([a, b]);
        }
      }
    }),
    { numRuns: 50 },
  );
});
