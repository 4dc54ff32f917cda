import { expect, test } from 'vitest';
import { PalmRejection } from './palmRejection.ts';

const pen = { pointerId: 1, pointerType: 'pen' };
const touch = (pointerId: number) => ({ pointerId, pointerType: 'touch' });

test('touches beside a pen mean nothing until they are lifted, also after the pen is', () => {
  const palms = new PalmRejection();
  palms.press(touch(2));
  expect(palms.isPalm(2)).toBe(false);
  palms.press(pen);
  palms.press(touch(3));
  expect([1, 2, 3].map((id) => palms.isPalm(id))).toEqual([false, true, true]);
  palms.lift(1);
  expect([2, 3].map((id) => palms.isPalm(id))).toEqual([true, true]);
  palms.lift(2);
  palms.press(touch(2));
  expect([2, 3].map((id) => palms.isPalm(id))).toEqual([false, true]);
});

test('without a pen fingers and mice count', () => {
  const palms = new PalmRejection();
  palms.press(touch(2));
  palms.press({ pointerId: 4, pointerType: 'mouse' });
  palms.press(touch(3));
  expect([2, 3, 4].filter((id) => palms.isPalm(id))).toEqual([]);
});
