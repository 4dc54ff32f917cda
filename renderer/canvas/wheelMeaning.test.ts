import { expect, test } from 'vitest';
import { TouchpadGuess, type WheelChoice, wheelMeaning, type WheelTurn } from './wheelMeaning.ts';

const turn: WheelTurn = { deltaX: 0, deltaY: 100, deltaMode: 0, ctrlKey: false, altKey: false, timeStamp: 0 };
const habits = { choice: 'zoom' as WheelChoice, controlHeld: false, hasBrush: true, fromTouchpad: false };
const zoomOut = { kind: 'zoom', factor: Math.exp(-0.16) };

test.each([
  ['zooms', {}, {}, zoomOut],
  ['pans where that is wanted', { deltaX: 7 }, { choice: 'pan' }, { kind: 'pan', dx: -7, dy: -100 }],
  ['of lines pans by lines', { deltaY: 3, deltaMode: 1 }, { choice: 'pan' }, { kind: 'pan', dx: -0, dy: -60 }],
  ['of a touchpad pans', {}, { choice: 'automatic', fromTouchpad: true }, { kind: 'pan', dx: -0, dy: -100 }],
  ['of a mouse zooms', {}, { choice: 'automatic' }, zoomOut],
  ['of a touchpad zooms where that is wanted', {}, { fromTouchpad: true }, zoomOut],
  ['with a modifier resizes the brush', { altKey: true, deltaX: 100, deltaY: 0 }, {}, { kind: 'brush', steps: -1 }],
  [
    'with Ctrl zooms where it would pan',
    { ctrlKey: true },
    { choice: 'pan', controlHeld: true, hasBrush: false },
    zoomOut,
  ],
  [
    'that is a pinch zooms always',
    { ctrlKey: true, deltaY: -10 },
    { choice: 'pan' },
    { kind: 'zoom', factor: Math.exp(0.1) },
  ],
] as const)('a wheel %s', (_, turned, wanted, meaning) => {
  expect(wheelMeaning({ ...turn, ...turned }, { ...habits, ...wanted })).toEqual(meaning);
});

test('a touchpad is known by its fine or slanting steps, and stays one while the movement goes on', () => {
  const guess = new TouchpadGuess();
  const guessed = (turned: Partial<WheelTurn>) => guess.isTouchpad({ ...turn, ...turned });
  expect([
    guessed({ deltaY: 100, timeStamp: 0 }),
    guessed({ deltaY: 4, timeStamp: 1000 }),
    guessed({ deltaY: 120, timeStamp: 1100 }),
    guessed({ deltaY: 120, timeStamp: 2000 }),
    guessed({ deltaY: 4, timeStamp: 2100 }),
    guessed({ deltaX: 60, deltaY: 60, timeStamp: 3000 }),
    guessed({ deltaY: 3, deltaMode: 1, timeStamp: 4000 }),
    guessed({ deltaY: 66.5, timeStamp: 5000 }),
  ]).toEqual([false, true, true, false, false, true, false, true]);
});
