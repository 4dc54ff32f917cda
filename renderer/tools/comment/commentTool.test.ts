import { expect, test } from 'vitest';
import { toolStudio } from '../../../tests/fixtures/toolStudio.ts';

test('a click begins a comment where it is, on the image; a drag or Escape begins none', () => {
  const studio = toolStudio('comment', [], []);
  studio.click(50.4, 20);
  studio.click(-10, 300);
  studio.drag([
    [10, 10],
    [30, 30],
  ]);
  studio.down(10, 10);
  expect([studio.node().busy, studio.key('cancel'), studio.key('cancel')]).toEqual([true, true, false]);
  studio.up(10, 10);
  expect(studio.comments).toEqual([
    { x: 50.4, y: 20 },
    { x: 0, y: 100 },
  ]);
  expect(studio.gestures).toEqual([]);
});
