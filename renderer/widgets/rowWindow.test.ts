import { expect, test } from 'vitest';
import { rowWindow, scrolledTo } from './rowWindow.ts';

const rowHeight = 28;

test('rows in view are always on the page, as many of them at every place', () => {
  const [count, height] = [10_000, 700];
  const lengths = new Set<number>();
  for (let scrollTop = 0; scrollTop <= count * rowHeight - height; scrollTop += 61) {
    const { first, end } = rowWindow({ scrollTop, height, rowHeight, count });
    expect(first * rowHeight).toBeLessThanOrEqual(scrollTop);
    expect(end * rowHeight).toBeGreaterThanOrEqual(scrollTop + height);
    lengths.add(end - first);
  }
  expect([...lengths]).toEqual([42]);
});

test('a short list is on the page as a whole', () => {
  expect(rowWindow({ scrollTop: 0, height: 700, rowHeight, count: 9 })).toEqual({ first: 0, end: 9 });
  expect(rowWindow({ scrollTop: 0, height: 700, rowHeight, count: 0 })).toEqual({ first: 0, end: 0 });
});

test('rows that were taken away leave the last ones in view', () => {
  expect(rowWindow({ scrollTop: 280_000, height: 700, rowHeight, count: 100 })).toEqual({ first: 58, end: 100 });
});

test('a row is scrolled to no further than it must', () => {
  const at = { scrollTop: 280, height: 280, rowHeight };
  expect(scrolledTo(12, at)).toBe(280);
  expect(scrolledTo(9, at)).toBe(252);
  expect(scrolledTo(20, at)).toBe(308);
});
