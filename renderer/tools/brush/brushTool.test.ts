import { expect, test } from 'vitest';
import { maskFromStroke } from '../../../app/geometry/brush.ts';
import type { MaskGeometry } from '../../../app/geometry/geometry.ts';
import { subtractMask, uniteMasks } from '../../../app/geometry/maskOperations.ts';
import { maskFromGeometry } from '../../../app/geometry/rasterise.ts';
import type { AnnotationRecord } from '../../../app/model/records.ts';
import { annotationRecord, labelRecord } from '../../../tests/fixtures/records.ts';
import { type ToolStudio, toolStudio } from '../../../tests/fixtures/toolStudio.ts';

const label = labelRecord('cell');
const size = { width: 200, height: 100 };

function strokeMask(points: readonly (readonly [number, number])[], diameterPx = 10): MaskGeometry {
  const mask = maskFromStroke(
    points.map(([x, y]) => ({ x, y })),
    diameterPx,
    size,
  );
  if (mask === null) throw new Error('The stroke reaches no pixel.');
  return mask;
}

function objects(studio: ToolStudio): AnnotationRecord[] {
  return [...studio.document().annotations.values()];
}

function masks(studio: ToolStudio): unknown[] {
  return objects(studio).map(({ id, geometry }) => [id, geometry]);
}

test('a stroke makes a new object, the next one goes on in it, N (no selection) starts another', () => {
  const studio = toolStudio('brush', [], [label]);
  studio.drag([
    [20, 20],
    [60, 20],
  ]);
  studio.drag([
    [60, 20],
    [60, 60],
  ]);
  const first = uniteMasks(
    strokeMask([
      [20, 20],
      [60, 20],
    ]),
    strokeMask([
      [60, 20],
      [60, 60],
    ]),
  );
  studio.select();
  studio.click(150, 50);
  expect(masks(studio)).toEqual([
    ['new-1', first],
    ['new-3', strokeMask([[150, 50]])],
  ]);
  expect([studio.gestures, studio.selection()]).toEqual([['paint', 'paint', 'paint'], ['new-3']]);
});

test('Shift-click draws a straight line from the end of the last stroke', () => {
  const studio = toolStudio('brush', [], [label]);
  studio.drag([
    [20, 20],
    [30, 25],
  ]);
  studio.move(100, 80, { shift: true });
  expect(studio.node().overlay()).toMatchObject([{ kind: 'brush', lineFrom: { x: 30, y: 25 } }]);
  studio.click(100, 80, { shift: true });
  const line = uniteMasks(
    strokeMask([
      [20, 20],
      [30, 25],
    ]),
    strokeMask([
      [30, 25],
      [100, 80],
    ]),
  );
  expect(masks(studio)).toEqual([['new-1', line]]);
});

test('painting into a selected polygon makes it a mask of both', () => {
  const polygon = annotationRecord('a', 'image', 'cell');
  const studio = toolStudio('brush', [polygon], [label]);
  studio.select('a');
  studio.drag([
    [50, 30],
    [90, 30],
  ]);
  const before = maskFromGeometry(polygon.geometry, size);
  expect(before && masks(studio)).toEqual([
    [
      'a',
      before &&
        uniteMasks(
          before,
          strokeMask([
            [50, 30],
            [90, 30],
          ]),
        ),
    ],
  ]);
});

test('Escape drops the stroke under way', () => {
  const studio = toolStudio('brush', [], [label]);
  studio.down(20, 20);
  studio.move(60, 20);
  expect([studio.node().busy, studio.key('cancel'), studio.gestures, objects(studio)]).toEqual([true, true, [], []]);
});

test('the eraser takes from every object that it touches, and removes one that is left without pixels', () => {
  const small = annotationRecord('small', 'image', 'cell', { geometry: strokeMask([[20, 50]], 4) });
  const large = annotationRecord('large', 'image', 'cell', {
    geometry: strokeMask(
      [
        [40, 50],
        [120, 50],
      ],
      20,
    ),
  });
  const far = annotationRecord('far', 'image', 'cell', { geometry: strokeMask([[180, 90]], 6) });
  const studio = toolStudio('eraser', [small, large, far], [label]);
  studio.drag([
    [15, 50],
    [60, 50],
  ]);
  const left = subtractMask(
    strokeMask(
      [
        [40, 50],
        [120, 50],
      ],
      20,
    ),
    strokeMask([
      [15, 50],
      [60, 50],
    ]),
  );
  expect(masks(studio)).toEqual([
    ['far', far.geometry],
    ['large', left],
  ]);
  expect(studio.gestures).toEqual(['erase']);
});

test('with a selection the eraser leaves all others alone', () => {
  const geometry = strokeMask(
    [
      [40, 50],
      [120, 50],
    ],
    20,
  );
  const studio = toolStudio(
    'eraser',
    [annotationRecord('a', 'image', 'cell', { geometry }), annotationRecord('b', 'image', 'cell', { geometry })],
    [label],
  );
  studio.select('a');
  studio.click(80, 50);
  expect(masks(studio)).toEqual([
    ['a', subtractMask(geometry, strokeMask([[80, 50]]))],
    ['b', geometry],
  ]);
});

test('a pen paints as broad as it is pressed, also where it stays in one place', () => {
  const studio = toolStudio('brush', [], [label]);
  studio.down(20, 20, { pressure: 0.2 });
  studio.move(60, 20, { pressure: 1 });
  studio.move(60, 20, { pressure: 0.5 });
  studio.up(60, 20, { pressure: 0 });
  const stroke = [
    { x: 20, y: 20, diameterPx: 2 },
    { x: 60, y: 20, diameterPx: 10 },
  ];
  expect(masks(studio)).toEqual([['new-1', maskFromStroke(stroke, 10, size)]]);
  studio.undo();
  expect(masks(studio)).toEqual([]);
});
