import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeCounts, encodeCounts } from './counts.ts';

// Made with pycocotools 2.0: runs of the whole image and the string.
const known: readonly (readonly [readonly number[], string])[] = [
  [[20], 'd0'],
  [[0, 20], '0d0'],
  [[0, 1, 19], '01c0'],
  [[19, 1], 'c01'],
  [[0, 20, 30], '0d0n0'],
  [[10, 10, 5, 10, 15], '::50:'],
  [[16, 4, 30], '`04n0'],
  [[22, 6, 4, 6, 4, 6, 4, 6, 4, 6, 4, 6, 42], 'f064000000000V1'],
];

test('writes and reads the strings of pycocotools', () => {
  expect(known.map(([counts]) => encodeCounts(counts))).toEqual(known.map(([, text]) => text));
  expect(known.map(([, text]) => decodeCounts(text))).toEqual(known.map(([counts]) => counts));
});

test('reads back what it wrote, for any run lengths', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 2 ** 40 })), (counts) => {
      expect(decodeCounts(encodeCounts(counts))).toEqual(counts);
    }),
  );
});

test('reads back more runs than one chunk of text holds', () => {
  const counts = Array.from({ length: 50_000 }, (_, index) => (index * 7919) % 1000);
  expect(decodeCounts(encodeCounts(counts))).toEqual(counts);
});

test.each([
  ['a character below the range', '01 0', 'malformed at character 3'],
  ['a character above the range', '01p', 'malformed at character 3'],
  ['an end inside a number', '01P', 'ends inside a number'],
  ['a run below zero', '5O', 'negative run'],
  ['a number without end', 'PPPPPPPPPPPPPP', 'malformed at character 11'],
])('refuses %s', (_, text, message) => {
  expect(() => decodeCounts(text)).toThrow(message);
});
