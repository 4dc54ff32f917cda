import { expect, test } from 'vitest';
import type { PolygonPart, Ring } from '../../../app/geometry/geometry.ts';
import { geometryArea } from '../../../app/geometry/measure.ts';
import { maskFromPolygon } from '../../../app/geometry/rasterise.ts';
import type { AnnotationRecord } from '../../../app/model/records.ts';
import { annotationRecord, labelRecord } from '../../../tests/fixtures/records.ts';
import { type ToolStudio, toolStudio } from '../../../tests/fixtures/toolStudio.ts';

const label = labelRecord('cell');

function polygonRecord(id: string, outline: Ring, holes: readonly Ring[] = []): AnnotationRecord {
  return annotationRecord(id, 'image', 'cell', { geometry: { kind: 'polygon', parts: [{ outline, holes }] } });
}

function drawn(id: string, parts: readonly PolygonPart[]): AnnotationRecord {
  const times = { createdAt: 1000, updatedAt: 1000 };
  return annotationRecord(id, 'image', 'cell', { geometry: { kind: 'polygon', parts }, ...times });
}

function objects(studio: ToolStudio): AnnotationRecord[] {
  return [...studio.document().annotations.values()];
}

test('clicks place vertices and Enter closes them into an object, which is then selected', () => {
  const studio = toolStudio('polygon', [], [label]);
  studio.click(20, 20);
  studio.click(80, 20);
  studio.click(80, 60.123);
  expect(studio.key('confirm')).toBe(true);
  expect(objects(studio)).toEqual([drawn('new-1', [{ outline: [20, 20, 80, 20, 80, 60.12], holes: [] }])]);
  expect([studio.gestures, studio.selection()]).toEqual([['drawPolygon'], ['new-1']]);
});

test('the first vertex snaps: the state says so, and a click near it closes', () => {
  const studio = toolStudio('polygon', [], [label]);
  for (const [x, y] of [
    [20, 20],
    [80, 20],
    [80, 60],
  ] as const)
    studio.click(x, y);
  studio.move(26, 24);
  expect([studio.node().hint(), studio.node().overlay()]).toEqual([
    'polygonClosing',
    [{ kind: 'draft', vertices: [20, 20, 80, 20, 80, 60], cursor: { x: 26, y: 24 }, colour: '#008df9', closing: true }],
  ]);
  studio.click(26, 24);
  expect(objects(studio)).toEqual([drawn('new-1', [{ outline: [20, 20, 80, 20, 80, 60], holes: [] }])]);
});

test('a double click closes without a second vertex in the same place', () => {
  const studio = toolStudio('polygon', [], [label]);
  for (const [x, y] of [
    [20, 20],
    [80, 20],
    [80, 60],
  ] as const)
    studio.click(x, y);
  studio.click(81, 60, { clicks: 2 });
  expect(objects(studio)).toEqual([drawn('new-1', [{ outline: [20, 20, 80, 20, 80, 60], holes: [] }])]);
});

test('undo and redo go vertex by vertex while drawing, then to the window', () => {
  const studio = toolStudio('polygon', [], [label]);
  for (const [x, y] of [
    [20, 20],
    [80, 20],
    [80, 60],
    [20, 60],
  ] as const)
    studio.click(x, y);
  expect([studio.key('undo'), studio.key('erase'), studio.key('redo')]).toEqual([true, true, true]);
  studio.key('confirm');
  expect(objects(studio)).toEqual([drawn('new-1', [{ outline: [20, 20, 80, 20, 80, 60], holes: [] }])]);
  expect([studio.key('undo'), studio.key('redo')]).toEqual([false, false]);
});

test('a draft that was taken back to nothing returns with redo; Escape drops it', () => {
  const studio = toolStudio('polygon', [], [label]);
  studio.click(20, 20);
  studio.click(80, 20);
  expect([studio.key('undo'), studio.key('undo'), studio.key('undo')]).toEqual([true, true, false]);
  expect([studio.key('redo'), studio.key('redo'), studio.node().hint()]).toEqual([true, true, 'polygonPlacing']);
  expect([studio.key('cancel'), studio.key('redo'), objects(studio)]).toEqual([true, false, []]);
});

test('a free-hand line is one step and closes where it began', () => {
  const studio = toolStudio('polygon', [], [label]);
  const circle = Array.from({ length: 64 }, (_, index) => {
    const angle = (index / 63) * 2 * Math.PI;
    return [100 + 40 * Math.cos(angle), 50 + 40 * Math.sin(angle)] as const;
  });
  studio.drag(circle);
  const [object] = objects(studio);
  expect(object && geometryArea(object.geometry) / (Math.PI * 40 * 40)).toBeCloseTo(1, 1);
});

test('a free-hand line is smoothed when it ends, if the person wants that; it stays one step and closes as before', () => {
  const trembling = Array.from({ length: 128 }, (_, index) => {
    const [angle, radius] = [(index / 127) * 2 * Math.PI, index % 127 === 0 || index % 2 === 0 ? 40 : 41];
    return [100 + radius * Math.cos(angle), 50 + radius * Math.sin(angle)] as const;
  });
  const vertices = [null, 3].map((smoothingPx) => {
    const studio = toolStudio('polygon', [], [label]);
    studio.smoothingPx = smoothingPx;
    studio.drag(trembling);
    const [object] = objects(studio);
    if (object?.geometry.kind !== 'polygon') throw new Error('The line did not close.');
    expect(geometryArea(object.geometry) / (Math.PI * 40.5 * 40.5)).toBeCloseTo(1, 1);
    return (object.geometry.parts[0]?.outline.length ?? 0) / 2;
  });
  expect([vertices[0], vertices[1]].map((count) => (count ?? 0) > 24)).toEqual([true, false]);
  const studio = toolStudio('polygon', [], [label]);
  studio.smoothingPx = 4;
  studio.click(20, 20);
  studio.drag([
    [60, 20],
    [70, 21],
    [80, 19],
    [90, 20],
  ]);
  studio.click(90, 60);
  expect([studio.key('undo'), studio.key('undo'), studio.key('redo'), studio.key('redo')]).toEqual([
    true,
    true,
    true,
    true,
  ]);
  studio.key('confirm');
  expect(objects(studio)).toEqual([drawn('new-1', [{ outline: [20, 20, 60, 20, 90, 20, 90, 60], holes: [] }])]);
});

test('Escape while a line is traced drops the draft, smoothed or not', () => {
  const studio = toolStudio('polygon', [], [label]);
  studio.smoothingPx = 4;
  studio.down(20, 20);
  studio.move(60, 40);
  expect([studio.key('cancel'), studio.node().busy, studio.node().hint(), objects(studio)]).toEqual([
    true,
    false,
    'polygonStart',
    [],
  ]);
});

test('Alt cuts a hole into the selected polygon; outside of it nothing happens but a word', () => {
  const outline = [10, 10, 90, 10, 90, 90, 10, 90];
  const studio = toolStudio('polygon', [polygonRecord('a', outline)], [label]);
  studio.select('a');
  for (const [x, y] of [
    [30, 30],
    [50, 30],
    [40, 50],
  ] as const)
    studio.click(x, y, { alt: true });
  studio.key('confirm');
  const before = polygonRecord('a', outline, [[30, 30, 50, 30, 40, 50]]);
  expect([objects(studio), studio.gestures]).toEqual([[{ ...before, updatedAt: 1000 }], ['cutHole']]);
  for (const [x, y] of [
    [130, 30],
    [150, 30],
    [140, 50],
  ] as const)
    studio.click(x, y, { alt: true });
  studio.key('confirm');
  expect([studio.notices, studio.gestures]).toEqual([['holeOutside'], ['cutHole']]);
});

test('a hole in a brush mask takes its pixels away', () => {
  const square = { outline: [10, 10, 50, 10, 50, 50, 10, 50], holes: [] };
  const geometry = maskFromPolygon({ kind: 'polygon', parts: [square] }, { width: 200, height: 100 });
  if (geometry === null) throw new Error('The square covers no pixel.');
  const mask = annotationRecord('a', 'image', 'cell', { geometry });
  const studio = toolStudio('polygon', [mask], [label]);
  studio.select('a');
  studio.holeMode = true;
  studio.choose('polygon');
  for (const [x, y] of [
    [20, 20],
    [30, 20],
    [30, 30],
    [20, 30],
  ] as const)
    studio.click(x, y);
  studio.key('confirm');
  expect(objects(studio).map(({ geometry }) => [geometry.kind, geometryArea(geometry)])).toEqual([['mask', 1500]]);
});

test('vertices stay on the image; fewer than three make no object', () => {
  const studio = toolStudio('polygon', [], [label]);
  studio.click(-50, 20);
  studio.click(500, 20);
  studio.key('confirm');
  expect(studio.notices).toEqual(['outlineTooSmall']);
  studio.click(500, 500);
  studio.key('confirm');
  expect(objects(studio)).toEqual([drawn('new-1', [{ outline: [0, 20, 200, 20, 200, 100], holes: [] }])]);
});

test('without a label nothing can be drawn; leaving the tool closes what can be closed', () => {
  const unlabelled = toolStudio('polygon', [], []);
  unlabelled.click(20, 20);
  expect([unlabelled.notices, unlabelled.node().busy]).toEqual([['labelMissing'], false]);
  const studio = toolStudio('polygon', [], [label]);
  for (const [x, y] of [
    [20, 20],
    [80, 20],
    [80, 60],
  ] as const)
    studio.click(x, y);
  studio.choose('select');
  expect(objects(studio)).toHaveLength(1);
});
