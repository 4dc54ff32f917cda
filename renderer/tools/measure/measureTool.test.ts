import { expect, test } from 'vitest';
import { toolStudio } from '../../../tests/fixtures/toolStudio.ts';

const line = (x0: number, y0: number, x1: number, y1: number) => ({ from: { x: x0, y: y0 }, to: { x: x1, y: y1 } });

test('a drag measures, and so do two clicks; nothing of it becomes an object', () => {
  const studio = toolStudio('measure', [], []);
  studio.drag([
    [10, 20],
    [30, 30],
    [50, 60],
  ]);
  studio.click(100, 90);
  studio.move(120, 80);
  expect(studio.node().overlay()).toEqual([{ kind: 'measurement', line: line(100, 90, 120, 80), spacing: null }]);
  studio.click(150, 70);
  expect(studio.measured()).toEqual([line(10, 20, 50, 60), line(100, 90, 150, 70)]);
  expect([studio.gestures, studio.node().busy, studio.node().overlay()]).toEqual([[], false, []]);
});

test('Shift keeps to 45 degrees, true ones where pixels are not square', () => {
  const square = toolStudio('measure', [], []);
  square.drag(
    [
      [10, 10],
      [60, 14],
    ],
    { shift: true },
  );
  expect(square.measured()).toEqual([line(10, 10, 60, 10)]);
  const tall = toolStudio('measure', [], [], { pixelSpacing: { xMm: 0.5, yMm: 1 } });
  tall.drag(
    [
      [10, 10],
      [50, 30],
    ],
    { shift: true },
  );
  expect(tall.measured()).toEqual([line(10, 10, 50, 30)]);
});

test('Escape goes back one level at a time: the line under way, then what was measured, then it is for others', () => {
  const studio = toolStudio('measure', [], []);
  for (const y of [10, 20, 30]) {
    studio.drag([
      [0, y],
      [50, y],
    ]);
  }
  studio.click(5, 5);
  expect([studio.key('cancel'), studio.node().busy, studio.measured().length]).toEqual([true, false, 3]);
  expect([studio.key('erase'), studio.measured().length]).toEqual([true, 2]);
  expect([studio.key('cancel'), studio.measured().length]).toEqual([true, 0]);
  expect([studio.key('cancel'), studio.key('erase'), studio.key('undo')]).toEqual([false, false, false]);
});

test('what was measured stays with another tool; two clicks at one place measure nothing', () => {
  const studio = toolStudio('measure', [], []);
  studio.drag([
    [0, 0],
    [30, 40],
  ]);
  studio.choose('pan');
  studio.choose('measure');
  studio.click(10, 10);
  studio.click(11, 10);
  expect([studio.measured(), studio.notices]).toEqual([[line(0, 0, 30, 40)], ['nothingMeasured']]);
});

test('a line from an end of another is an arm of an angle with it, by a drag as by two clicks; the place is shown', () => {
  const studio = toolStudio('measure', [], []);
  studio.drag([
    [50, 50],
    [70, 50],
    [90, 50],
  ]);
  studio.move(53, 45);
  expect([studio.node().hint(), studio.node().overlay()]).toEqual([
    'measureAngle',
    [{ kind: 'snap', point: { x: 50, y: 50 }, onto: 'vertex' }],
  ]);
  studio.drag([
    [53, 45],
    [50, 30],
    [50, 10],
  ]);
  studio.click(94, 47);
  expect([studio.node().busy, studio.measured().length]).toEqual([true, 2]);
  studio.click(120, 80);
  const [first, atStart, atEnd] = [line(50, 50, 90, 50), line(50, 50, 50, 10), line(90, 50, 120, 80)];
  expect([studio.measured(), studio.notices]).toEqual([
    [first, { ...atStart, arm: first.to }, { ...atEnd, arm: first.from }],
    [],
  ]);
  studio.move(50, 50);
  expect([studio.key('cancel'), studio.node().overlay(), studio.node().hint()]).toEqual([true, [], 'measure']);
});

test('of lines that meet the latest is the other arm; with Ctrl and out of reach a line stands by itself', () => {
  const studio = toolStudio('measure', [], []);
  const from = (x: number, y: number, to: readonly [number, number], control = false) =>
    studio.drag([[x, y], [x + 10, y], to], { control });
  from(50, 50, [90, 50]);
  from(50, 50, [50, 10]);
  from(50, 50, [20, 50]);
  from(50, 50, [80, 80], true);
  from(50, 59, [80, 90]);
  expect(studio.measured().map(({ arm }) => arm)).toEqual([
    undefined,
    { x: 90, y: 50 },
    { x: 50, y: 10 },
    undefined,
    undefined,
  ]);
});
