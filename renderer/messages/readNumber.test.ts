import { expect, test } from 'vitest';
import { readNumber } from './readNumber.ts';

test.each<[string, number]>([
  ['12', 12],
  [' 1.5 ', 1.5],
  ['1,5', 1.5],
  ['-0,25', -0.25],
  ['\u22123', -3],
  ['.5', 0.5],
  ['0,125', 0.125],
  ['1.234', 1.234],
  ['1234,567', 1234.567],
  ['1,234,567', 1_234_567],
  ['1.234.567', 1_234_567],
  ['1,234.5', 1234.5],
  ['1.234,5', 1234.5],
  ['1 234 567,5', 1_234_567.5],
  ['1\u202f234,5', 1234.5],
  ["1'234.5", 1234.5],
  ['\uff11\uff12\uff0e\uff15', 12.5],
  ['2e-3', 0.002],
])('%s is %d', (text, value) => {
  expect(readNumber(text)).toEqual({ kind: 'number', value });
});

test.each(['', 'twelve', '1,2,3', '1.2.3', '12,34,567', '1,234.567,8', '--1', '1e999', '5 px', '-', '.'])(
  '%j is no number',
  (text) => {
    expect(readNumber(text)).toEqual({ kind: 'noNumber' });
  },
);

test('what may be a thousand or one and a bit is not guessed', () => {
  expect(['1,234', '-12,345'].map((text) => readNumber(text).kind)).toEqual(['ambiguous', 'ambiguous']);
});
