import { expect, test } from 'vitest';
import { centredWindow, draggedWindow, isSameWindow, windowAbout } from './displayWindow.ts';

const range = { low: 0, high: 4095 };
const start = { low: 1000, high: 1400 };

test('a drag to the right widens about the same centre, to the left it narrows', () => {
  expect(draggedWindow(start, 160, 0, range)).toEqual({ low: 800, high: 1600 });
  expect(draggedWindow(start, -160, 0, range)).toEqual({ low: 1100, high: 1300 });
});

test('a drag down goes to higher values, up to lower ones, by the width of the window', () => {
  expect(draggedWindow(start, 0, 320, range)).toEqual({ low: 1400, high: 1800 });
  expect(draggedWindow(start, 0, -160, range)).toEqual({ low: 800, high: 1200 });
});

test('a drag back to its start gives the window from there, and a press that hardly moves nothing else', () => {
  expect(draggedWindow(start, 0, 0, range)).toBe(start);
  expect(draggedWindow(start, 1, -2, range)).toBe(start);
});

test('a window keeps a width and keeps to the values of the image, however far the drag', () => {
  expect(draggedWindow(start, -9000, 0, range)).toEqual({ low: 1200, high: 1201 });
  expect(draggedWindow(start, 9000, 0, range)).toEqual({ low: 1200 - 8190, high: 1200 + 8190 });
  expect(centredWindow(draggedWindow(start, 0, 90_000, range))).toEqual({ centre: 4095, width: 400 });
});

test('centre and width make whole ends, which may lie beyond the values', () => {
  expect(windowAbout({ centre: 424, width: 1500 }, range)).toEqual({ low: -326, high: 1174 });
  expect(windowAbout({ centre: 10.5, width: 1 }, range)).toEqual({ low: 10, high: 11 });
  expect(windowAbout({ centre: 7, width: 0 }, { low: 7, high: 7 })).toEqual({ low: 7, high: 8 });
});

test('windows are the same by their ends', () => {
  expect(isSameWindow({ ...start }, start)).toBe(true);
  expect(isSameWindow(null, null)).toBe(true);
  expect(isSameWindow({ ...start, high: 5 }, start)).toBe(false);
  expect(isSameWindow(start, null)).toBe(false);
  expect(isSameWindow(null, start)).toBe(false);
});
