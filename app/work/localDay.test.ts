import { expect, test } from 'vitest';
import { localDay, startOfDay } from './localDay.ts';

test('days are those of the machine, and follow each other over the ends of months', () => {
  const evening = new Date(2026, 2, 1, 23, 59, 59).getTime();
  expect([localDay(evening), localDay(evening + 1000)]).toEqual(['2026-03-01', '2026-03-02']);
  const starts = [0, 1, 60].map((days) => startOfDay(evening, days));
  expect(starts.map((start) => [localDay(start - 1), localDay(start)])).toEqual([
    ['2026-02-28', '2026-03-01'],
    ['2026-02-27', '2026-02-28'],
    ['2025-12-30', '2025-12-31'],
  ]);
});
