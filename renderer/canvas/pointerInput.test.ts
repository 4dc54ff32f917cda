import { afterEach, beforeEach, expect, test } from 'vitest';
import { listenToPointer } from './pointerInput.ts';

let element: HTMLElement;
let told: unknown[];
let dispose: () => void;
let mayErase: boolean;

beforeEach(() => {
  element = document.createElement('div');
  // What jsdom lacks: capturing, and the places between two events.
  element.setPointerCapture = () => undefined;
  PointerEvent.prototype.getCoalescedEvents = () => [];
  document.body.append(element);
  told = [];
  mayErase = true;
  dispose = listenToPointer(element, {
    panning: () => false,
    habits: () => ({ penPressure: true, wheel: 'pan' }),
    press: ({ x, y, pressure }) => void told.push(['press', x, y, pressure]),
    takeEraser: () => {
      told.push('eraser');
      return mayErase;
    },
    move: (places, _keys, pressed) => void told.push(['move', ...places.map(({ x }) => x), pressed]),
    release: ({ x }) => void told.push(['release', x]),
    leave: () => undefined,
    pan: (dx, dy) => void told.push(['pan', dx, dy]),
    zoom: ({ x, y }, factor) => void told.push(['zoom', x, y, factor]),
    hasBrush: () => false,
    resizeBrush: () => undefined,
    abandon: () => void told.push('abandon'),
    handShown: () => undefined,
  });
});
afterEach(() => {
  dispose();
  element.remove();
});

type Pointer = 'pen' | 'touch' | 'mouse';

function point(kind: 'down' | 'move' | 'up', pointerType: Pointer, pointerId: number, x: number, more = {}): void {
  const place = { clientX: x, clientY: 0, bubbles: true, cancelable: true };
  element.dispatchEvent(new PointerEvent(`pointer${kind}`, { pointerType, pointerId, ...place, ...more }));
}

test('a pen tells how hard it is pressed, a mouse does not', () => {
  point('down', 'pen', 1, 5, { pressure: 1 });
  point('up', 'pen', 1, 5);
  point('down', 'mouse', 2, 6, { pressure: 0.5 });
  expect(told).toEqual([
    ['press', 5, 0, 1],
    ['release', 5],
    ['press', 6, 0, undefined],
  ]);
});

test('the hand that holds the pen neither draws nor pinches', () => {
  point('down', 'touch', 7, 100);
  told.length = 0;
  point('down', 'pen', 1, 5, { pressure: 1 });
  point('move', 'touch', 7, 110);
  point('down', 'touch', 8, 200);
  point('move', 'touch', 8, 210);
  point('move', 'pen', 1, 9, { pressure: 1 });
  point('up', 'touch', 8, 210);
  point('up', 'pen', 1, 9);
  point('up', 'touch', 7, 110);
  expect(told).toEqual(['abandon', ['press', 5, 0, 1], ['move', 9, true], ['release', 9]]);
});

test('a pen that is lifted elsewhere leaves the fingers alone', () => {
  point('down', 'pen', 1, 5, { button: 2 });
  globalThis.dispatchEvent(new PointerEvent('pointerup', { pointerType: 'pen', pointerId: 1 }));
  point('down', 'touch', 2, 50);
  expect(told).toEqual([['press', 50, 0, undefined]]);
});

test('the other end of a pen erases, unless a gesture is under way', () => {
  point('down', 'pen', 1, 5, { button: 5, buttons: 32, pressure: 1 });
  point('up', 'pen', 1, 6);
  mayErase = false;
  point('down', 'pen', 1, 7, { button: 5, buttons: 32, pressure: 1 });
  expect(told).toEqual(['eraser', ['press', 5, 0, 1], ['release', 6], 'eraser']);
});

test('one finger draws, a second takes that back, and two move and zoom together', () => {
  point('down', 'touch', 1, 0);
  point('down', 'touch', 2, 100);
  point('move', 'touch', 2, 200);
  point('up', 'touch', 2, 200);
  point('up', 'touch', 1, 0);
  expect(told).toEqual([['press', 0, 0, undefined], 'abandon', ['pan', 50, 0], ['zoom', 100, 0, 2]]);
});

test('the wheel moves the image where the person wants that', () => {
  element.dispatchEvent(new WheelEvent('wheel', { deltaX: 3, deltaY: -5, cancelable: true }));
  expect(told).toEqual([['pan', -3, 5]]);
});
