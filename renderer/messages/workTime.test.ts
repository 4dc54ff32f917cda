import { expect, test } from 'vitest';
import { dayNumber, dayText, workTimeText } from './workTime.ts';

test('times of work have a decimal where they are short', () => {
  expect([null, 0, 60, 4321, 9949, 9951, 61_000].map(workTimeText)).toEqual([
    ...['–', '< 1 s', '0.1 s', '4.3 s', '9.9 s', '10 s', '1 min'],
  ]);
});

test('days are numbers that follow each other, wherever the machine is', () => {
  const days = ['2026-02-28', '2026-03-01'].map(dayNumber);
  expect([(days[1] ?? 0) - (days[0] ?? 0), dayText(days[1] ?? 0)]).toEqual([1, expect.stringMatching(/Mar|3/)]);
});
