import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createWorkClock, LONGEST_PAUSE_MS } from './workClock.ts';

test('a gesture takes from its first event to its commit, the next one from there', () => {
  const clock = createWorkClock();
  clock.touch(10_000);
  clock.touch(12_000);
  expect(clock.take(12_500)).toBe(2500);
  clock.touch(14_000);
  expect(clock.take(14_200)).toBe(1700);
});

test('a pause counts up to its limit, before an event as before a commit', () => {
  const clock = createWorkClock();
  clock.touch(0);
  clock.touch(3_600_000);
  clock.touch(3_601_000);
  expect(clock.take(7_200_000)).toBe(2 * LONGEST_PAUSE_MS + 1000);
});

test('time elsewhere is no work, what was done before it is kept, and a commit alone begins nothing', () => {
  const clock = createWorkClock();
  clock.touch(0);
  clock.leave(4000);
  clock.leave(5000);
  expect(clock.take(20_000)).toBe(4000);
  expect(clock.take(30_000)).toBe(0);
  clock.touch(100_000);
  expect(clock.take(101_000)).toBe(1000);
});

test('commits share the time among them and lose none of it', () => {
  const gaps = fc.array(fc.record({ gapMs: fc.nat(100_000), isCommit: fc.boolean() }), { maxLength: 30 });
  fc.assert(
    fc.property(gaps, (events) => {
      const clock = createWorkClock();
      clock.touch(0);
      let now = 0;
      let sum = 0;
      for (const { gapMs, isCommit } of events) {
        now += gapMs;
        if (isCommit) sum += clock.take(now);
        else clock.touch(now);
      }
      sum += clock.take(now);
      expect(sum).toBe(events.reduce((total, { gapMs }) => total + Math.min(gapMs, LONGEST_PAUSE_MS), 0));
    }),
  );
});
