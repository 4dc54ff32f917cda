import { expect, test } from 'vitest';
import type { Ring } from '../../../app/geometry/geometry.ts';
import type { AnnotationRecord } from '../../../app/model/records.ts';
import { annotationRecord, labelRecord } from '../../../tests/fixtures/records.ts';
import { type ToolStudio, toolStudio } from '../../../tests/fixtures/toolStudio.ts';

const label = labelRecord('cell');

function square(id: string, x: number, y: number, side: number, holes: readonly Ring[] = []): AnnotationRecord {
  const outline = [x, y, x + side, y, x + side, y + side, x, y + side];
  return annotationRecord(id, 'image', 'cell', { geometry: { kind: 'polygon', parts: [{ outline, holes }] } });
}

const left = square('left', 10, 20, 40);
const right = square('right', 120, 20, 40);
const inner = square('inner', 20, 30, 10);

function rings(studio: ToolStudio): Record<string, unknown> {
  const entries = [...studio.document().annotations.values()].map(({ id, geometry }) => [
    id,
    geometry.kind === 'polygon' ? geometry.parts.flatMap(({ outline, holes }) => [outline, ...holes]) : geometry,
  ]);
  return Object.fromEntries(entries) as Record<string, unknown>;
}

test('a click selects the smallest object under it, Shift adds and takes away, beside all it clears', () => {
  const studio = toolStudio('select', [left, right, inner], [label]);
  const seen = [];
  studio.click(25, 35);
  seen.push(studio.selection());
  studio.click(45, 55);
  seen.push(studio.selection());
  studio.click(140, 40, { shift: true });
  seen.push(studio.selection());
  studio.click(45, 55, { shift: true });
  seen.push(studio.selection());
  studio.click(80, 90);
  seen.push(studio.selection());
  expect(seen).toEqual([['inner'], ['left'], ['left', 'right'], ['right'], []]);
  expect(studio.gestures).toEqual([]);
});

test('a frame selects what lies inside it, else what it touches, with Shift in addition', () => {
  const studio = toolStudio('select', [left, right, inner], [label]);
  studio.drag([
    [100, 10],
    [130, 50],
  ]);
  expect(studio.selection()).toEqual(['right']);
  studio.drag([
    [5, 15],
    [60, 70],
  ]);
  expect(studio.selection()).toEqual(['inner', 'left']);
  studio.drag(
    [
      [110, 10],
      [190, 90],
    ],
    { shift: true },
  );
  expect(studio.selection()).toEqual(['inner', 'left', 'right']);
  expect(studio.gestures).toEqual([]);
});

test('a drag moves the selection together, no further than the border; Escape leaves it where it was', () => {
  const studio = toolStudio('select', [left, right], [label]);
  studio.select('left', 'right');
  studio.drag([
    [30, 40],
    [35, 44],
    [90, 45],
  ]);
  expect(rings(studio)).toEqual({
    left: [[50, 25, 90, 25, 90, 65, 50, 65]],
    right: [[160, 25, 200, 25, 200, 65, 160, 65]],
  });
  studio.down(70, 45);
  studio.move(20, 45);
  expect([studio.key('cancel'), studio.gestures]).toEqual([true, ['moveObjects']]);
});

test('a drag moves the selected object although a smaller one lies under the pointer; a click chooses that one', () => {
  const studio = toolStudio('select', [left, inner], [label]);
  studio.select('left');
  studio.drag([
    [25, 35],
    [35, 35],
    [45, 45],
  ]);
  expect(rings(studio)).toEqual({
    left: [[30, 30, 70, 30, 70, 70, 30, 70]],
    inner: [[20, 30, 30, 30, 30, 40, 20, 40]],
  });
  studio.select('left');
  studio.drag([
    [50, 50],
    [30, 40],
  ]);
  studio.click(25, 35);
  expect(studio.selection()).toEqual(['inner']);
});

test('a vertex follows the pointer; the edge takes a new one; Alt-click and Delete remove one', () => {
  const studio = toolStudio('select', [left], [label]);
  studio.select('left');
  studio.drag([
    [50, 20],
    [56, 22],
    [60, 15],
  ]);
  expect(rings(studio)).toEqual({ left: [[10, 20, 60, 15, 50, 60, 10, 60]] });
  studio.drag([
    [30, 60],
    [30, 66],
    [30, 75],
  ]);
  expect(rings(studio)).toEqual({ left: [[10, 20, 60, 15, 50, 60, 30, 75, 10, 60]] });
  studio.click(30, 75);
  expect([studio.key('erase'), rings(studio)]).toEqual([true, { left: [[10, 20, 60, 15, 50, 60, 10, 60]] }]);
  studio.click(60, 15, { alt: true });
  expect(rings(studio)).toEqual({ left: [[10, 20, 50, 60, 10, 60]] });
  expect(studio.gestures).toEqual(['moveVertex', 'insertVertex', 'deleteVertex', 'deleteVertex']);
});

test('the vertices of a hole are edited as those of the outline; a hole with two left goes', () => {
  const studio = toolStudio('select', [square('a', 10, 10, 80, [[30, 30, 60, 30, 60, 60]])], [label]);
  studio.select('a');
  studio.drag([
    [60, 60],
    [64, 64],
    [50, 70],
  ]);
  expect(rings(studio)).toEqual({
    a: [
      [10, 10, 90, 10, 90, 90, 10, 90],
      [30, 30, 60, 30, 50, 70],
    ],
  });
  studio.click(30, 30, { alt: true });
  expect(rings(studio)).toEqual({ a: [[10, 10, 90, 10, 90, 90, 10, 90]] });
});

test('Delete removes the selected objects; without any it is left to the window', () => {
  const studio = toolStudio('select', [left, right, inner], [label]);
  expect(studio.key('erase')).toBe(false);
  studio.select('left', 'right');
  expect([studio.key('erase'), Object.keys(rings(studio)), studio.gestures]).toEqual([
    true,
    ['inner'],
    ['deleteObjects'],
  ]);
});

test('a double click fits the object', () => {
  const studio = toolStudio('select', [left, inner], [label]);
  studio.click(25, 35);
  studio.click(25, 35, { clicks: 2 });
  expect([studio.fitted, studio.selection(), studio.gestures]).toEqual([['inner'], ['inner'], []]);
});

test('a click selects the whole group, Alt-click and a double click the object alone, Shift the group as a whole', () => {
  const grouped = [left, right].map((record) => ({ ...record, groupId: 'group' }));
  const studio = toolStudio('select', [...grouped, inner], [label]);
  const seen = [];
  studio.click(45, 55);
  seen.push(studio.selection());
  studio.click(45, 55, { alt: true });
  seen.push(studio.selection());
  studio.click(140, 40, { shift: true });
  seen.push(studio.selection());
  studio.click(45, 55, { shift: true });
  seen.push(studio.selection());
  studio.click(25, 35);
  studio.click(45, 55, { shift: true });
  seen.push(studio.selection());
  studio.click(140, 40, { clicks: 2 });
  seen.push(studio.selection());
  expect(seen).toEqual([['left', 'right'], ['left'], ['left', 'right'], [], ['inner', 'left', 'right'], ['right']]);
  expect(studio.gestures).toEqual([]);
});

test('a drag of one object moves its group', () => {
  const studio = toolStudio(
    'select',
    [left, right].map((record) => ({ ...record, groupId: 'group' })),
    [label],
  );
  studio.drag([
    [45, 55],
    [50, 60],
    [55, 65],
  ]);
  expect(rings(studio)).toEqual({
    left: [[20, 30, 60, 30, 60, 70, 20, 70]],
    right: [[130, 30, 170, 30, 170, 70, 130, 70]],
  });
});
