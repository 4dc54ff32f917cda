import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assignSplits, type SplitCandidate } from './splits.ts';

const hexadecimal = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 8, maxLength: 8 });
const candidates = (splits: fc.Arbitrary<SplitCandidate['split']>): fc.Arbitrary<SplitCandidate[]> =>
  fc
    .uniqueArray(fc.tuple(hexadecimal, splits), {
      maxLength: 60,
      selector: ([hash]) => hash,
    })
    .map((rows) => rows.map(([contentHash, split]) => ({ id: `image ${contentHash}`, contentHash, split })));

const count = (splits: ReadonlyMap<string, string>, wanted: string): number =>
  [...splits.values()].filter((split) => split === wanted).length;

describe('assignSplits', () => {
  it('gives a fifth to validation, at least one of two, and never the last one', () => {
    fc.assert(
      fc.property(candidates(fc.constant(null)), (images) => {
        const expected = images.length < 2 ? 0 : Math.max(1, Math.round(images.length * 0.2));
        expect(count(assignSplits(images), 'val')).toBe(expected);
      }),
    );
  });

  it('keeps every split that was given, whatever is added', () => {
    const anySplit = fc.constantFrom('train' as const, 'val' as const, 'test' as const, null);
    fc.assert(
      fc.property(candidates(anySplit), candidates(fc.constant(null)), (images, added) => {
        const first = assignSplits(images);
        for (const { id, split } of images) if (split !== null) expect(first.get(id)).toBe(split);
        const decided = images.map((image) => ({ ...image, split: first.get(image.id) ?? null }));
        const later = assignSplits([...decided, ...added.filter(({ id }) => !first.has(id))]);
        for (const [id, split] of first) expect(later.get(id)).toBe(split);
      }),
    );
  });

  it('does not depend on the order of the images', () => {
    fc.assert(
      fc.property(candidates(fc.constant(null)), (images) => {
        const reversed = assignSplits([...images].reverse());
        expect(new Map([...reversed].sort())).toEqual(new Map([...assignSplits(images)].sort()));
      }),
    );
  });

  it('takes the images with the lowest hashes', () => {
    const images = ['c', 'a', 'e', 'b', 'd'].map((hash) => ({ id: hash, contentHash: hash, split: null }));
    expect([...assignSplits(images, 0.4)].filter(([, split]) => split === 'val').map(([id]) => id)).toEqual(['a', 'b']);
  });
});
