import { expect, test } from 'vitest';
import { annotationRecord, labelRecord } from '../../../tests/fixtures/records.ts';
import { drawn, drawnObject, type ToolStudio, toolStudio } from '../../../tests/fixtures/toolStudio.ts';

const label = labelRecord('cell');
const colour = label.colour;
const far = annotationRecord('far', 'image', 'cell');

/** Drags the side from (10, 10) to (40, 50). */
function dragSide(studio: ToolStudio): void {
  studio.drag([
    [10, 10],
    [30, 30],
    [40, 50],
  ]);
}

test('a drag sets a side and the angle, a move the width, a click draws; undo leaves the document as it was', () => {
  const studio = toolStudio('rotatedRectangle', [far], [label]);
  const before = studio.document();
  dragSide(studio);
  expect([studio.node().hint(), drawn(studio)]).toEqual(['rotatedRectangleWidth', []]);
  studio.move(18, 4);
  const shape = { kind: 'polygon', parts: [{ outline: [10, 10, 40, 50, 48, 44, 18, 4], holes: [] }] };
  expect(studio.node().overlay()).toEqual([{ kind: 'shape', geometry: shape, colour }]);
  studio.click(48, 44);
  expect(drawn(studio)).toEqual([drawnObject('new-1', [10, 10, 40, 50, 48, 44, 18, 4])]);
  expect([studio.gestures, studio.selection(), studio.node().busy]).toEqual([
    ['drawRotatedRectangle'],
    ['new-1'],
    false,
  ]);
  studio.undo();
  expect(studio.document()).toEqual(before);
});

test('clicks do as well as a drag: one begins the side, one ends it, one sets the width', () => {
  const studio = toolStudio('rotatedRectangle', [], [label]);
  studio.click(10, 10);
  expect(studio.node().hint()).toBe('rotatedRectangleSide');
  studio.click(40, 50);
  studio.click(2, 16);
  expect(drawn(studio)).toEqual([drawnObject('new-1', [10, 10, 40, 50, 32, 56, 2, 16])]);
});

test('Escape steps back one level: from the width to the side, from the side to the beginning', () => {
  const studio = toolStudio('rotatedRectangle', [], [label]);
  const start = studio.node();
  dragSide(studio);
  studio.move(60, 50);
  expect([studio.key('cancel'), studio.node().hint(), studio.node().overlay()]).toEqual([
    true,
    'rotatedRectangleSide',
    [{ kind: 'line', points: [{ x: 10, y: 10 }], cursor: { x: 60, y: 50 }, colour }],
  ]);
  studio.click(50, 10);
  expect(studio.node().hint()).toBe('rotatedRectangleWidth');
  expect([studio.key('undo'), studio.key('cancel'), studio.node() === start]).toEqual([true, true, true]);
  expect([studio.key('cancel'), drawn(studio), studio.notices]).toEqual([false, [], []]);
});

test('a click on the side has no width: the tool says so and goes on', () => {
  const studio = toolStudio('rotatedRectangle', [], [label]);
  dragSide(studio);
  studio.click(40, 50);
  expect([studio.notices, studio.node().overlay()]).toEqual([
    ['widthMissing'],
    [{ kind: 'line', points: [{ x: 10, y: 10 }, { x: 40, y: 50 }], cursor: null, colour }], // prettier-ignore
  ]);
  studio.move(48, 44);
  expect(studio.key('confirm')).toBe(true);
  expect(drawn(studio)).toEqual([drawnObject('new-1', [10, 10, 40, 50, 48, 44, 18, 4])]);
});

test('what lies outside of the image is cut off; without a label nothing begins', () => {
  const studio = toolStudio('rotatedRectangle', [], [label]);
  studio.drag([
    [150, 20],
    [190, 20],
  ]);
  studio.click(160, -30);
  expect(drawn(studio)).toEqual([drawnObject('new-1', [150, 20, 190, 20, 190, 0, 150, 0])]);
  const unlabelled = toolStudio('rotatedRectangle', [], []);
  unlabelled.down(20, 20);
  expect([unlabelled.notices, unlabelled.node().busy]).toEqual([['labelMissing'], false]);
});
