import { expect, test } from 'vitest';
import { formatNumber, formatPercent } from './format.ts';

test.each([
  [formatPercent(0.824), '82%'],
  [formatPercent(0.0524, 1), '5.2%'],
  [formatPercent(21.45), '2,145%'],
  [formatNumber(5.246, 1), '5.2'],
  [formatNumber(5.246), '5.25'],
  [formatNumber(5.246, 0), '5'],
])('%s is %s', (text, wanted) => {
  expect(text).toBe(wanted);
});
