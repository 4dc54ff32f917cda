import { expect, test } from 'vitest';
import type { MaskGeometry, Ring } from '../../../app/geometry/geometry.ts';
import { geometryArea } from '../../../app/geometry/measure.ts';
import { intersectionArea, uniteMasks } from '../../../app/geometry/maskOperations.ts';
import { maskFromGeometry } from '../../../app/geometry/rasterise.ts';
import type { AreaRecord } from '../../../app/model/areas.ts';
import { annotationRecord, labelRecord } from '../../../tests/fixtures/records.ts';
import { type ToolStudio, toolStudio } from '../../../tests/fixtures/toolStudio.ts';

const label = labelRecord('cell');

function square(id: string, x: number, y: number, side: number): AreaRecord {
  const outline = [x, y, x + side, y, x + side, y + side, x, y + side];
  return annotationRecord(id, 'image', 'cell', { geometry: { kind: 'polygon', parts: [{ outline, holes: [] }] } });
}

const left = square('left', 20, 20, 40);
const right = square('right', 120, 20, 40);

function outlines(studio: ToolStudio): Record<string, Ring | null> {
  const entries = [...studio.document().annotations.values()].map(({ id, geometry }) => [
    id,
    geometry.kind === 'polygon' ? (geometry.parts[0]?.outline ?? null) : null,
  ]);
  return Object.fromEntries(entries) as Record<string, Ring | null>;
}

test('a drag across the selected object splits it, in one step that undo takes back', () => {
  const studio = toolStudio('split', [left, right], [label]);
  const before = studio.document();
  studio.select('left');
  studio.drag([
    [30, 10],
    [30, 40],
    [30, 70],
  ]);
  expect(outlines(studio)).toEqual({
    left: [30, 20, 60, 20, 60, 60, 30, 60],
    'new-1': [30, 60, 20, 60, 20, 20, 30, 20],
    right: [120, 20, 160, 20, 160, 60, 120, 60],
  });
  expect([studio.gestures, studio.selection(), studio.notices]).toEqual([['split'], ['left', 'new-1'], []]);
  studio.undo();
  expect(studio.document()).toEqual(before);
});

test('only the selection is split; without one all that the line cuts through', () => {
  const studio = toolStudio('split', [left, right], [label]);
  studio.select('right');
  studio.drag([
    [10, 30],
    [190, 30],
  ]);
  expect(Object.keys(outlines(studio))).toEqual(['left', 'new-1', 'right']);
  const both = toolStudio('split', [left, right], [label]);
  both.drag([
    [10, 30],
    [190, 30],
  ]);
  expect(Object.keys(outlines(both)).sort()).toEqual(['left', 'new-1', 'new-2', 'right']);
  expect([both.gestures, both.selection()]).toEqual([['split'], []]);
});

test('clicks place a line with corners; a double click or Enter cuts, Backspace takes a point back', () => {
  const studio = toolStudio('split', [left], [label]);
  studio.select('left');
  studio.click(30, 10);
  studio.click(90, 90);
  expect(studio.key('erase')).toBe(true);
  studio.click(30, 40);
  studio.click(70, 40);
  studio.click(70, 40, { clicks: 2 });
  expect(outlines(studio)).toEqual({
    left: [60, 40, 60, 60, 20, 60, 20, 20, 30, 20, 30, 40],
    'new-1': [30, 20, 60, 20, 60, 40, 30, 40],
  });
});

test('a mask is split to the pixel: the pieces are disjoint and their union is the object', () => {
  const whole = maskFromGeometry(left.geometry, { width: 200, height: 100 }) as MaskGeometry;
  const studio = toolStudio('split', [annotationRecord('a', 'image', 'cell', { geometry: whole })], [label]);
  studio.drag([
    [15, 25],
    [65, 50],
  ]);
  const [a, b] = [...studio.document().annotations.values()].map(({ geometry }) => geometry as MaskGeometry);
  if (a === undefined || b === undefined) throw new Error('The object was not split.');
  expect([intersectionArea(a, b), uniteMasks(a, b)]).toEqual([0, whole]);
  const kept = studio.document().annotations.get('a');
  expect(kept && geometryArea(kept.geometry) > 800).toBe(true);
});

test('a line that does not cut through changes nothing and says so', () => {
  const studio = toolStudio('split', [left], [label]);
  const before = studio.document();
  studio.drag([
    [30, 10],
    [30, 50],
  ]);
  studio.select('left');
  studio.drag([
    [100, 10],
    [100, 90],
  ]);
  expect([studio.notices, studio.gestures, studio.document() === before, studio.node().busy]).toEqual([
    ['nothingCut', 'selectionNotCut'],
    [],
    true,
    false,
  ]);
});

test('a line that stops on the border cuts through, at the border of the image too', () => {
  const corner = square('corner', 160, 60, 40);
  const studio = toolStudio('split', [left, corner], [label]);
  studio.drag([
    [40, 21],
    [40, 59],
  ]);
  studio.drag([
    [180, 55],
    [180, 100],
  ]);
  expect([Object.keys(outlines(studio)).length, studio.notices]).toEqual([4, []]);
});

test('a line that crosses itself and one of a single point go on, with a word', () => {
  const studio = toolStudio('split', [left], [label]);
  studio.click(10, 40);
  studio.key('confirm');
  studio.click(90, 40);
  studio.click(90, 70);
  studio.click(40, 10);
  studio.key('confirm');
  expect([studio.notices, studio.node().busy]).toEqual([['lineTooShort', 'lineCrosses'], true]);
  expect([studio.key('undo'), studio.key('undo'), studio.key('confirm')]).toEqual([true, true, true]);
  expect(Object.keys(outlines(studio)).sort()).toEqual(['left', 'new-1']);
});

test('Escape leaves the line and returns to where it began', () => {
  const studio = toolStudio('split', [left], [label]);
  const start = studio.node();
  studio.click(30, 10);
  studio.click(30, 70);
  expect([studio.key('cancel'), studio.node() === start, studio.gestures]).toEqual([true, true, []]);
  studio.down(30, 10);
  studio.move(30, 70);
  expect([studio.key('cancel'), studio.node() === start, studio.key('cancel')]).toEqual([true, true, false]);
  studio.click(30, 10);
  expect([studio.key('erase'), studio.node() === start]).toEqual([true, true]);
});
