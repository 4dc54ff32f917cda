import { expect, test } from 'vitest';
import { obstacleTo, type ShapeOperation } from '../../state/shapeFit.ts';
import { shapeKeys } from '../../actions/shapeActions.ts';
import { annotationRecord, labelRecord } from '../../../tests/fixtures/records.ts';
import { toolStudio } from '../../../tests/fixtures/toolStudio.ts';

const label = labelRecord('cell');
const outline = [10, 10, 90, 10, 90, 90, 10, 90];
const area = annotationRecord('area', 'image', 'cell', {
  geometry: { kind: 'polygon', parts: [{ outline, holes: [] }] },
});
const marks = annotationRecord('marks', 'image', 'cell', { geometry: { kind: 'points', points: [40, 40, 60, 60] } });

test('a rubber band takes points that it holds, not those whose box it merely crosses', () => {
  const studio = toolStudio('select', [marks], [label]);
  const band = (from: [number, number], to: [number, number]) => {
    studio.drag([from, [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2], to]);
    return studio.selection();
  };
  expect([band([30, 30], [70, 70]), band([48, 48], [55, 55]), band([55, 55], [70, 70])]).toEqual([
    ['marks'],
    [],
    ['marks'],
  ]);
});

test('brush and eraser pass points by, and a shape that keeps off others lies over them', () => {
  const studio = toolStudio('brush', [marks], [label]);
  studio.select('marks');
  studio.drag([
    [30, 40],
    [70, 40],
  ]);
  studio.choose('eraser');
  studio.select();
  studio.drag([
    [35, 40],
    [45, 40],
  ]);
  studio.choose('rectangle');
  studio.neighbourWishes = { rule: 'keepOff', concerns: 'anyLabel', snaps: true };
  studio.drag([
    [50, 55],
    [60, 60],
    [70, 70],
  ]);
  const { annotations } = studio.document();
  expect(studio.gestures).toEqual(['paint', 'erase', 'drawRectangle']);
  expect(annotations.get('marks')).toBe(marks);
  expect([...annotations.values()].map(({ geometry }) => geometry.kind)).toEqual(['mask', 'polygon', 'points']);
});

test('split and fill say that selected points have no area', () => {
  const studio = toolStudio('split', [area, marks], [label]);
  studio.select('marks');
  studio.drag([
    [30, 50],
    [50, 50],
    [80, 50],
  ]);
  studio.choose('fill');
  studio.click(50, 50);
  expect([studio.gestures, studio.notices]).toEqual([[], ['pointsHaveNoArea', 'pointsHaveNoArea']]);
});

test('no shape operation fits a selection with points', () => {
  const operations = Object.keys(shapeKeys) as ShapeOperation[];
  const selection = [area.geometry, area.geometry, marks.geometry];
  expect(new Set(operations.map((operation) => obstacleTo(operation, selection)))).toEqual(new Set(['hasPoints']));
  expect(obstacleTo('unite', selection.slice(0, 2))).toBeNull();
});
