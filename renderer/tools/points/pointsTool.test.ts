import { expect, test } from 'vitest';
import { annotationRecord, labelRecord } from '../../../tests/fixtures/records.ts';
import { type ToolStudio, toolStudio } from '../../../tests/fixtures/toolStudio.ts';

const label = labelRecord('cell');
const area = annotationRecord('area', 'image', 'cell');
const marks = annotationRecord('marks', 'image', 'cell', {
  geometry: { kind: 'points', points: [100, 20, 120, 20, 140, 20] },
});

function points(studio: ToolStudio): Record<string, readonly number[]> {
  const entries = [...studio.document().annotations.values()].flatMap(({ id, geometry }) =>
    geometry.kind === 'points' ? [[id, geometry.points] as const] : [],
  );
  return Object.fromEntries(entries);
}

test('a press begins an object, which is selected; further presses go on with it, each in one step', () => {
  const studio = toolStudio('points', [area], [label]);
  const before = studio.document();
  expect(studio.node().hint()).toBe('points');
  studio.click(30.126, 20);
  expect([points(studio), studio.selection(), studio.node().hint()]).toEqual([
    { 'new-1': [30.13, 20] },
    ['new-1'],
    'pointsSelected',
  ]);
  studio.click(60, 40);
  studio.click(0, 100);
  expect(points(studio)).toEqual({ 'new-1': [30.13, 20, 60, 40, 0, 100] });
  expect(studio.gestures).toEqual(['addPoint', 'addPoint', 'addPoint']);
  for (let step = 0; step < 3; step++) studio.undo();
  expect(studio.document()).toEqual(before);
});

test('N (no selection) and a selected area begin another object', () => {
  const studio = toolStudio('points', [area], [label]);
  studio.click(30, 20);
  studio.select();
  studio.click(60, 20);
  studio.select('area');
  studio.click(90, 20);
  expect(points(studio)).toEqual({ 'new-1': [30, 20], 'new-2': [60, 20], 'new-3': [90, 20] });
});

test('presses go to the one selected object of points, whatever label is chosen', () => {
  const studio = toolStudio('points', [marks], [labelRecord('other'), label]);
  studio.select('marks');
  studio.click(160, 20);
  expect(points(studio)).toEqual({ marks: [100, 20, 120, 20, 140, 20, 160, 20] });
  expect(studio.document().annotations.get('marks')?.labelId).toBe('cell');
});

test('a drag on a point moves it, onto the image; a press that goes on moves what it has just set', () => {
  const studio = toolStudio('points', [marks], [label]);
  studio.select('marks');
  studio.drag([
    [122, 21],
    [124, 30],
    [250, 50.555],
  ]);
  expect(points(studio)).toEqual({ marks: [100, 20, 200, 50.56, 140, 20] });
  studio.drag([
    [20, 80],
    [30, 70],
    [40, 60],
  ]);
  expect(points(studio)).toEqual({ marks: [100, 20, 200, 50.56, 140, 20, 40, 60] });
  expect(studio.gestures).toEqual(['movePoint', 'addPoint']);
});

test('a press on a point chooses it, and Delete takes it away; then the one before, the object with the last', () => {
  const studio = toolStudio('points', [marks], [label]);
  studio.select('marks');
  expect(studio.key('erase')).toBe(false);
  studio.click(120, 20);
  expect([studio.gestures, studio.node().overlay()]).toEqual([
    [],
    [
      { kind: 'point', point: { x: 120, y: 20 }, colour: label.colour, look: 'hovered' },
      { kind: 'point', point: { x: 120, y: 20 }, colour: label.colour, look: 'chosen' },
    ],
  ]);
  expect([studio.key('erase'), points(studio)]).toEqual([true, { marks: [100, 20, 140, 20] }]);
  expect([studio.key('erase'), points(studio)]).toEqual([true, { marks: [140, 20] }]);
  expect([studio.key('erase'), points(studio), studio.selection()]).toEqual([true, {}, []]);
  expect(studio.gestures).toEqual(['deletePoint', 'deletePoint', 'deleteObjects']);
  expect(studio.key('erase')).toBe(false);
});

test('after an undo the last point that is left is the chosen one', () => {
  const studio = toolStudio('points', [], [label]);
  studio.click(30, 20);
  studio.click(60, 20);
  studio.undo();
  expect([studio.key('erase'), points(studio)]).toEqual([true, {}]);
});

test('Escape drops the press; the window has the key before and after', () => {
  const studio = toolStudio('points', [marks], [label]);
  studio.select('marks');
  expect(studio.key('cancel')).toBe(false);
  studio.down(20, 20);
  expect([studio.node().busy, studio.key('cancel'), studio.node().busy]).toEqual([true, true, false]);
  studio.up(20, 20);
  studio.down(100, 20);
  studio.move(50, 50);
  expect([studio.node().hint(), studio.key('cancel'), studio.key('cancel')]).toEqual(['movingPoint', true, false]);
  studio.up(50, 50);
  expect([points(studio), studio.gestures]).toEqual([{ marks: [100, 20, 120, 20, 140, 20] }, []]);
});

test('beside the image nothing is set, and without a label nothing begun', () => {
  const studio = toolStudio('points', [], [label]);
  studio.click(-3, 20);
  const unlabelled = toolStudio('points', [], []);
  expect(unlabelled.node().hint()).toBe('labelMissing');
  unlabelled.click(20, 20);
  expect([studio.notices, studio.gestures, unlabelled.notices, unlabelled.gestures]).toEqual([
    ['pointOutside'],
    [],
    ['labelMissing'],
    [],
  ]);
});
