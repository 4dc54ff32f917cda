import { expect, test } from 'vitest';
import type { MaskGeometry, Ring } from '../../../app/geometry/geometry.ts';
import { maskFromPolygon } from '../../../app/geometry/rasterise.ts';
import type { AnnotationRecord } from '../../../app/model/records.ts';
import { annotationRecord, labelRecord } from '../../../tests/fixtures/records.ts';
import { toolStudio } from '../../../tests/fixtures/toolStudio.ts';

const label = labelRecord('cell');
const outline = [20, 20, 80, 20, 80, 80, 20, 80];
const hole = [40, 40, 60, 40, 60, 60, 40, 60];

function polygonRecord(id: string, ring: Ring, holes: readonly Ring[] = []): AnnotationRecord {
  return annotationRecord(id, 'image', 'cell', { geometry: { kind: 'polygon', parts: [{ outline: ring, holes }] } });
}

const cell = polygonRecord('cell', outline, [hole]);

test('a click into the hole of the selected polygon closes it; undo leaves the document as it was', () => {
  const studio = toolStudio('fill', [cell], [label]);
  const before = studio.document();
  studio.select('cell');
  studio.click(50, 50);
  expect([...studio.document().annotations.values()]).toEqual([{ ...polygonRecord('cell', outline), updatedAt: 1000 }]);
  expect([studio.gestures, studio.selection(), studio.notices]).toEqual([['fill'], ['cell'], []]);
  studio.undo();
  expect(studio.document()).toEqual(before);
});

test('what two objects enclose goes to the selected one, to the pixel', () => {
  const cup = polygonRecord('cup', [100, 20, 110, 20, 110, 60, 130, 60, 130, 20, 140, 20, 140, 70, 100, 70]);
  const lid = polygonRecord('lid', [100, 10, 140, 10, 140, 20, 100, 20]);
  const studio = toolStudio('fill', [cup, lid], [label]);
  studio.select('lid');
  studio.click(120, 40);
  const filled = [100, 10, 140, 10, 140, 20, 130, 20, 130, 60, 110, 60, 110, 20, 100, 20];
  const geometry = maskFromPolygon(
    { kind: 'polygon', parts: [{ outline: filled, holes: [] }] },
    { width: 200, height: 100 },
  ) as MaskGeometry;
  expect(studio.document().annotations.get('lid')?.geometry).toEqual(geometry);
  expect(studio.document().annotations.get('cup')).toEqual(cup);
});

test('without anything to fill, or without one selected object, nothing happens but a word', () => {
  const studio = toolStudio('fill', [cell], [label]);
  expect(studio.node().hint()).toBe('fillNeedsSelection');
  studio.click(50, 50);
  studio.select('cell');
  expect(studio.node().hint()).toBe('fill');
  studio.click(150, 50);
  studio.click(30, 30);
  expect([studio.notices, studio.gestures, studio.document().annotations.get('cell')]).toEqual([
    ['fillNeedsSelection', 'nothingToFill', 'nothingToFill'],
    [],
    cell,
  ]);
});

test('Escape before the button goes up, or a drag, fills nothing', () => {
  const studio = toolStudio('fill', [cell], [label]);
  studio.select('cell');
  const start = studio.node();
  studio.down(50, 50);
  expect([studio.node().busy, studio.key('cancel'), studio.node() === start]).toEqual([true, true, true]);
  studio.up(50, 50);
  studio.drag([
    [50, 50],
    [58, 58],
  ]);
  expect([studio.gestures, studio.notices, studio.key('cancel')]).toEqual([[], [], false]);
});
