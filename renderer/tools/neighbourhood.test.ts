import { expect, test } from 'vitest';
import { geometryArea } from '../../app/geometry/measure.ts';
import { maskFromGeometry } from '../../app/geometry/rasterise.ts';
import { commonArea, spansFromMask } from '../../app/geometry/spans.ts';
import type { AnnotationRecord } from '../../app/model/records.ts';
import { areaIn } from '../../tests/fixtures/areaIn.ts';
import { annotationRecord, labelRecord } from '../../tests/fixtures/records.ts';
import { drawn, type ToolStudio, toolStudio } from '../../tests/fixtures/toolStudio.ts';
import type { NeighbourWishes } from './neighbourhood.ts';
import type { ToolId } from './tools.ts';

const labels = [labelRecord('cell'), labelRecord('crystal')];

function square(id: string, x: number, y: number, side: number, labelId = 'cell'): AnnotationRecord {
  const outline = [x, y, x + side, y, x + side, y + side, x, y + side];
  return annotationRecord(id, 'image', labelId, { geometry: { kind: 'polygon', parts: [{ outline, holes: [] }] } });
}

function studioWith(tool: ToolId, wishes: Partial<NeighbourWishes>, ...others: AnnotationRecord[]): ToolStudio {
  const studio = toolStudio(tool, others, labels);
  studio.neighbourWishes = { rule: 'free', concerns: 'anyLabel', snaps: false, ...wishes };
  return studio;
}

const areas = (studio: ToolStudio) =>
  Object.fromEntries(
    [...studio.document().annotations.values()].map(({ id, geometry }) => [id, geometryArea(geometry)]),
  );

const across = [
  [20, 20],
  [60, 60],
] as const;

test('a rectangle overlaps others, keeps off them, or takes over, by the rule and by whom it concerns', () => {
  const others = [square('cell', 40, 20, 40), square('crystal', 20, 50, 30, 'crystal')];
  const seen = (['free', 'keepOff', 'takeOver'] as const).flatMap((rule) =>
    (['anyLabel', 'sameLabel'] as const).map((concerns) => {
      const studio = studioWith('rectangle', { rule, concerns }, ...others);
      studio.drag(across);
      return areas(studio);
    }),
  );
  expect(seen).toEqual([
    { cell: 1600, crystal: 900, 'new-1': 1600 },
    { cell: 1600, crystal: 900, 'new-1': 1600 },
    { cell: 1600, crystal: 900, 'new-1': 600 },
    { cell: 1600, crystal: 900, 'new-1': 800 },
    { cell: 800, crystal: 600, 'new-1': 1600 },
    { cell: 800, crystal: 900, 'new-1': 1600 },
  ]);
});

test('what shows while it is dragged is what will be drawn', () => {
  const studio = studioWith('rectangle', { rule: 'keepOff' }, square('cell', 40, 20, 40));
  studio.down(20, 20);
  studio.move(60, 60);
  const [shape] = studio.node().overlay();
  studio.up(60, 60);
  expect(shape).toMatchObject({ kind: 'shape', geometry: { kind: 'polygon' } });
  expect(shape?.kind === 'shape' ? geometryArea(shape.geometry) : null).toBe(800);
  expect(areas(studio)['new-1']).toBe(800);
});

test('where others have everything nothing is committed, and the person is told, whatever the tool', () => {
  const around = square('around', 10, 10, 80);
  const rectangle = studioWith('rectangle', { rule: 'keepOff' }, around);
  rectangle.drag(across);
  const polygon = studioWith('polygon', { rule: 'keepOff' }, around);
  for (const [x, y] of [...across, [20, 60]] as const) polygon.click(x, y);
  polygon.key('confirm');
  const brush = studioWith('brush', { rule: 'keepOff' }, around);
  brush.drag(across);
  const small = square('small', 20, 20, 10);
  const select = studioWith('select', { rule: 'keepOff' }, around, small);
  select.select('small');
  select.drag([
    [30, 20],
    [40, 20],
    [50, 20],
  ]);
  for (const studio of [rectangle, polygon, brush, select]) {
    expect([studio.gestures, drawn(studio)]).toEqual([[], []]);
  }
  expect([rectangle, polygon, brush, select].map(({ notices }) => notices)).toEqual([
    ['takenByOthers'],
    ['takenByOthers'],
    ['takenByOthers'],
    ['takenByOthers'],
  ]);
});

test('a stroke into the selected object takes only what is free; what it has already it keeps', () => {
  const selected = square('own', 10, 10, 40);
  const studio = studioWith('brush', { rule: 'keepOff' }, selected, square('other', 40, 10, 60));
  studio.brushDiameterPx = 20;
  studio.select('own');
  studio.drag([
    [20, 55],
    [80, 55],
  ]);
  const size = studio.document().image;
  const [own, other] = ['own', 'other'].map((id) => {
    const geometry = areaIn(studio.document(), id);
    return geometry === undefined
      ? []
      : spansFromMask(
          maskFromGeometry(geometry, size) ?? { kind: 'mask', box: { x: 0, y: 0, width: 1, height: 1 }, counts: '1' },
        );
  });
  // The ten columns that both had before.
  expect(commonArea(own ?? [], other ?? [])).toBe(10 * 40);
  expect([studio.gestures, studio.notices]).toEqual([['paint'], []]);
});

test('painting over a neighbour takes it away there in the same gesture, and one that vanishes is removed', () => {
  const studio = studioWith('brush', { rule: 'takeOver' }, square('big', 30, 10, 80), square('dot', 20, 48, 4));
  studio.drag([
    [10, 50],
    [60, 50],
  ]);
  expect(Object.keys(areas(studio))).toEqual(['new-1', 'big']);
  expect(studio.gestures).toEqual(['paint']);
  studio.undo();
  expect(areas(studio)).toEqual({ big: 6400, dot: 16 });
});

test('a vertex that is moved into another object stops at its border, or moves the border', () => {
  const rules = ['keepOff', 'takeOver'] as const;
  const seen = rules.map((rule) => {
    const studio = studioWith('select', { rule }, square('own', 10, 10, 20), square('other', 40, 10, 60));
    studio.select('own');
    studio.drag([
      [30, 10],
      [40, 10],
      [50, 10],
    ]);
    return { ...areas(studio), gestures: studio.gestures };
  });
  // A triangle of 20 x 20 is added, of which 10 x 10 lie in the other object.
  expect(seen).toEqual([
    { own: 550, other: 3600, gestures: ['moveVertex'] },
    { own: 600, other: 3550, gestures: ['moveVertex'] },
  ]);
});

test('what a fill adds is never another object already', () => {
  const ring = annotationRecord('ring', 'image', 'cell', {
    geometry: {
      kind: 'polygon',
      parts: [{ outline: [10, 10, 90, 10, 90, 90, 10, 90], holes: [[20, 20, 80, 20, 80, 80, 20, 80]] }],
    },
  });
  const studio = studioWith('fill', { rule: 'keepOff' }, ring, square('inner', 40, 40, 20, 'crystal'));
  studio.select('ring');
  studio.click(30, 30);
  expect(areas(studio)).toEqual({ ring: 2800 + 3600 - 400, inner: 400 });
});
