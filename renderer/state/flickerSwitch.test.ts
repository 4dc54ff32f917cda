import { expect, test } from 'vitest';
import { flickerOff, type FlickerSwitch, isOn, pressed, released, switchedOff } from './flickerSwitch.ts';

/** Whether it is on after each event: a time with a sign, negative for letting go. */
function courseOf(...events: number[]): boolean[] {
  let current: FlickerSwitch = flickerOff;
  return events.map((event) => {
    current = event < 0 ? released(current, -event) : pressed(current, event);
    return isOn(current);
  });
}

test('held it is on until it is let go, however often the system repeats the press', () => {
  expect(courseOf(1000, 1500, 1530, 1560, -2000, -2100)).toEqual([true, true, true, true, false, false]);
});

test('a tap switches it on and the next one off, and holding the second does not begin anew', () => {
  expect(courseOf(1000, -1100, 3000, -3100)).toEqual([true, true, false, false]);
  expect(courseOf(1000, -1100, 3000, 3500, 3530, -4000, 5000)).toEqual([true, true, false, false, false, false, true]);
});

test('switched off by another way, a key that is still down does not begin anew', () => {
  const held = switchedOff(pressed(flickerOff, 1000));
  const repeated = pressed(held, 1500);
  expect([isOn(held), isOn(repeated), isOn(pressed(released(repeated, 2000), 3000))]).toEqual([false, false, true]);
  const latched = released(pressed(flickerOff, 1000), 1100);
  expect(isOn(pressed(switchedOff(latched), 2000))).toBe(true);
});
