import { expect, test } from 'vitest';
import { annotationRecord, labelRecord } from '../../../tests/fixtures/records.ts';
import { type ToolStudio, toolStudio } from '../../../tests/fixtures/toolStudio.ts';

const label = labelRecord('cell');
const outline = [10, 10, 90, 10, 90, 90, 10, 90];
const area = annotationRecord('area', 'image', 'cell', {
  geometry: { kind: 'polygon', parts: [{ outline, holes: [] }] },
});
const marks = annotationRecord('marks', 'image', 'cell', {
  geometry: { kind: 'points', points: [40, 40, 60, 60, 80, 40] },
  attributes: { stage: 'late' },
  groupId: 'pair',
});
const single = annotationRecord('single', 'image', 'cell', { geometry: { kind: 'points', points: [150, 50] } });

function points(studio: ToolStudio, id = 'marks'): readonly number[] | null {
  const geometry = studio.document().annotations.get(id)?.geometry;
  return geometry?.kind === 'points' ? geometry.points : null;
}

function selecting(...annotations: Parameters<typeof toolStudio>[1]): ToolStudio {
  const studio = toolStudio('select', annotations, [label]);
  studio.select('marks');
  return studio;
}

test('a click within reach of a point selects its object before the area around it; a first drag moves it whole', () => {
  const studio = toolStudio('select', [area, marks], [label]);
  studio.click(50, 50);
  const chosen = [studio.selection()];
  studio.click(64, 63);
  chosen.push(studio.selection());
  expect(chosen).toEqual([['area'], ['marks']]);
  studio.select();
  studio.drag([
    [41, 41],
    [46, 46],
    [51, 61],
  ]);
  expect([points(studio), studio.selection(), studio.gestures]).toEqual([
    [50, 60, 70, 80, 90, 60],
    ['marks'],
    ['moveObjects'],
  ]);
});

test('a drag moves the point under it alone, onto the image; all else of the object stays, and undo gives it back', () => {
  const studio = selecting(area, marks);
  expect(studio.node().hint()).toBe('selectPoints');
  studio.drag([
    [62, 61],
    [64, 65],
    [70, 120],
  ]);
  expect([studio.document().annotations.get('marks'), studio.gestures]).toEqual([
    { ...marks, geometry: { kind: 'points', points: [40, 40, 70, 100, 80, 40] }, updatedAt: 1000 },
    ['movePoint'],
  ]);
  studio.undo();
  expect(studio.document().annotations.get('marks')).toEqual(marks);
});

test('a point that is held says so, and Escape leaves it where it was; a press that stays chooses it', () => {
  const studio = selecting(marks);
  studio.move(61, 60);
  expect([studio.node().cursor(), studio.node().overlay()]).toEqual([
    'move',
    [{ kind: 'point', point: { x: 60, y: 60 }, colour: label.colour, look: 'hovered' }],
  ]);
  studio.down(61, 60);
  studio.move(90, 90);
  const held = studio.node();
  expect([held.tool, held.hint(), held.busy, [...(held.hides ?? [])]]).toEqual([
    'select',
    'movingPoint',
    true,
    ['marks'],
  ]);
  expect([studio.key('cancel'), studio.node().busy]).toEqual([true, false]);
  studio.up(90, 90);
  studio.click(61, 60);
  expect([studio.gestures, points(studio), studio.node().overlay()]).toEqual([
    [],
    [40, 40, 60, 60, 80, 40],
    [{ kind: 'point', point: { x: 60, y: 60 }, colour: label.colour, look: 'chosen' }],
  ]);
});

test('Alt-click removes a point, Delete the chosen one, else the object; with its last point the object goes', () => {
  const studio = selecting(marks, single);
  studio.click(40, 40, { alt: true });
  const seen = [points(studio)];
  studio.click(80, 40);
  expect(studio.key('erase')).toBe(true);
  seen.push(points(studio));
  expect(studio.key('erase')).toBe(true);
  seen.push(points(studio));
  studio.select('single');
  studio.click(150, 50, { alt: true });
  expect([seen, [...studio.document().annotations.keys()], studio.selection(), studio.gestures]).toEqual([
    [[60, 60, 80, 40], [60, 60], null],
    [],
    [],
    ['deletePoint', 'deletePoint', 'deleteObjects', 'deleteObjects'],
  ]);
});

test('between its points there is nothing of the object: a drag there draws a frame, or takes what lies there', () => {
  const alone = selecting(marks);
  alone.drag([
    [60, 47],
    [65, 50],
    [70, 52],
  ]);
  expect([alone.gestures, alone.selection()]).toEqual([[], []]);
  const above = selecting(area, marks);
  above.drag([
    [60, 47],
    [65, 47],
    [70, 47],
  ]);
  expect([above.gestures, above.selection(), points(above)]).toEqual([
    ['moveObjects'],
    ['area'],
    [40, 40, 60, 60, 80, 40],
  ]);
});

test('Shift-drag moves the selected object as a whole, and of several every one is moved', () => {
  const way = [
    [60, 60],
    [65, 60],
    [70, 65],
  ] as const;
  const shifted = selecting(marks);
  shifted.drag(way, { shift: true });
  const several = selecting(marks, single);
  several.select('marks', 'single');
  several.drag(way);
  expect([points(shifted), points(several), points(several, 'single')]).toEqual([
    [50, 45, 70, 65, 90, 45],
    [50, 45, 70, 65, 90, 45],
    [160, 55],
  ]);
});

test('where the person wishes it a point snaps to outlines of other objects, shows where, and Ctrl leaves them alone', () => {
  const studio = selecting(area, marks);
  studio.neighbourWishes = { rule: 'keepOff', concerns: 'anyLabel', snaps: true };
  studio.down(80, 40);
  studio.move(93, 52);
  expect(studio.node().overlay().at(-1)).toEqual({ kind: 'snap', point: { x: 90, y: 52 }, onto: 'edge' });
  studio.up(93, 52);
  studio.drag(
    [
      [40, 40],
      [30, 30],
      [13, 12],
    ],
    { control: true },
  );
  expect(points(studio)).toEqual([13, 12, 60, 60, 90, 52]);
});

test('what was chosen of one object is not of the next', () => {
  const studio = selecting(marks, single);
  studio.click(60, 60);
  studio.click(150, 50);
  expect([studio.selection(), studio.key('erase'), points(studio), studio.gestures]).toEqual([
    ['single'],
    true,
    [40, 40, 60, 60, 80, 40],
    ['deleteObjects'],
  ]);
});
