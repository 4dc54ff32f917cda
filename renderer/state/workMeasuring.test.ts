import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { workMeasuring } from './workMeasuring.svelte.ts';

let stop: () => void;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
  stop = workMeasuring.start();
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});

/** The person does something after so long. */
function after(ms: number, kind: string): void {
  vi.advanceTimersByTime(ms);
  const event = new Event(kind);
  Object.defineProperty(event, 'timeStamp', { value: performance.now() });
  dispatchEvent(event);
}

test('time counts from the first touch, not while the window is left, and not where the person switched it off', () => {
  after(5000, 'pointerdown');
  after(2000, 'keydown');
  expect(workMeasuring.take()).toEqual({ activeMs: 2000 });
  after(1000, 'blur');
  after(9000, 'wheel');
  vi.advanceTimersByTime(500);
  expect(workMeasuring.take()).toEqual({ activeMs: 1500 });

  workMeasuring.isOn = false;
  after(1000, 'pointermove');
  expect([workMeasuring.take(), localStorage.getItem('maskwright.measuresWork')]).toEqual([{}, 'off']);
  workMeasuring.isOn = true;
  after(1000, 'pointermove');
  after(300, 'pointermove');
  expect(workMeasuring.take()).toEqual({ activeMs: 300 });
});
