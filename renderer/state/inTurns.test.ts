import { expect, test } from 'vitest';
import { finishInTurns } from './inTurns.ts';

test('work is finished whatever it takes, and given up when nobody wants it any more', async () => {
  function* counting(limit: number, reached: (count: number) => void): Generator<void, number> {
    for (let count = 1; count <= limit; count++) {
      reached(count);
      yield;
    }
    return limit;
  }
  const abort = new AbortController();
  expect(
    await finishInTurns(
      counting(2000, () => undefined),
      abort.signal,
    ),
  ).toBe(2000);
  let last = 0;
  const givenUp = counting(10, (count) => {
    last = count;
    if (count === 3) abort.abort();
  });
  expect([await finishInTurns(givenUp, abort.signal), last]).toEqual([null, 3]);
});
