import fc from 'fast-check';
import { expect, test } from 'vitest';
import { combineGeometries } from '../../app/geometry/combine.ts';
import type { AreaGeometry, PolygonGeometry } from '../../app/geometry/geometry.ts';
import { geometryArea } from '../../app/geometry/measure.ts';
import { outlineOf } from '../../app/geometry/outlineOf.ts';
import { maskFromPolygon } from '../../app/geometry/rasterise.ts';
import type { AnnotationRecord } from '../../app/model/records.ts';
import { areaIn } from '../../tests/fixtures/areaIn.ts';
import { cross, edgesOf, looseVertices } from '../../tests/fixtures/exactEdges.ts';
import { annotationRecord, labelRecord } from '../../tests/fixtures/records.ts';
import { drawn, type ToolStudio, toolStudio } from '../../tests/fixtures/toolStudio.ts';
import type { ToolId } from './tools.ts';

const size = { width: 200, height: 100 };
const label = labelRecord('cell');
const ring = [40, 20, 80, 20.5, 90, 50, 70, 80, 40, 70];
const polygon: PolygonGeometry = { kind: 'polygon', parts: [{ outline: ring, holes: [] }] };
const neighbour = annotationRecord('neighbour', 'image', 'cell', { geometry: polygon });

function snappingStudio(tool: ToolId, others: readonly AnnotationRecord[] = [neighbour]): ToolStudio {
  const studio = toolStudio(tool, others, [label]);
  studio.neighbourWishes = { rule: 'free', concerns: 'anyLabel', snaps: true };
  return studio;
}

function outlineNow(studio: ToolStudio, id: string): PolygonGeometry {
  const geometry = areaIn(studio.document(), id);
  if (geometry === undefined) throw new Error(`There is no object ${id}.`);
  return outlineOf(geometry);
}

/** Nothing in common, no gap, and every vertex on the border is one of both. */
function expectSharedBorder(studio: ToolStudio, others: readonly string[]): void {
  const own = outlineNow(studio, 'new-1');
  for (const id of others) {
    const other = outlineNow(studio, id);
    const [a, b] = [edgesOf(own), edgesOf(other)];
    expect(a.filter((edge) => b.some((edge2) => cross(edge, edge2)))).toEqual([]);
    expect(combineGeometries('intersect', [own, other], size)).toBeNull();
    if (studio.document().annotations.get(id)?.geometry.kind === 'polygon') {
      expect([looseVertices(a, b), looseVertices(b, a)]).toEqual([0, 0]);
    }
    const together = combineGeometries('unite', [own, other], size) as PolygonGeometry;
    expect(together.parts.map(({ holes }) => holes.length)).toEqual([0]);
  }
}

test('a vertex snaps to a near vertex first, then to a near edge, and with Ctrl to nothing; marks show it', () => {
  const studio = snappingStudio('polygon');
  const marks = [
    [43, 24, {}],
    [38.5, 45, {}],
    [43, 24, { control: true }],
    [20, 45, {}],
  ] as const;
  expect(
    marks.map(([x, y, keys]) => {
      studio.move(x, y, keys);
      return studio.node().overlay();
    }),
  ).toEqual([
    [{ kind: 'snap', point: { x: 40, y: 20 }, onto: 'vertex' }],
    [{ kind: 'snap', point: { x: 40, y: 45 }, onto: 'edge' }],
    [],
    [],
  ]);
  studio.neighbourWishes = { ...studio.neighbourWishes, snaps: false };
  studio.move(43, 24);
  expect(studio.node().overlay()).toEqual([]);
});

test('Shift follows the border the shorter way, Alt the longer; undo takes the whole way back at once', () => {
  const studio = snappingStudio('polygon');
  studio.click(41, 19);
  studio.move(71, 79, { shift: true });
  expect(studio.node().hint()).toBe('polygonFollowing');
  studio.click(71, 79, { shift: true });
  studio.click(10, 90);
  studio.key('confirm');
  expect(outlineNow(studio, 'new-1').parts[0]?.outline).toEqual([40, 20, 40, 70, 70, 80, 10, 90]);
  expectSharedBorder(studio, ['neighbour']);
  expect(outlineNow(studio, 'neighbour')).toBe(polygon);

  const longer = snappingStudio('polygon');
  longer.click(41, 19);
  longer.click(71, 79, { shift: true, alt: true });
  expect(longer.node().overlay()).toMatchObject([{ vertices: [40, 20, 80, 20.5, 90, 50, 70, 80] }, { kind: 'snap' }]);
  longer.key('undo');
  longer.move(150, 90);
  expect(longer.node().overlay()).toMatchObject([{ vertices: [40, 20] }]);
});

test('from edge to edge the border is shared exactly: the neighbour gets the vertices where it begins and ends', () => {
  const place = fc.record({
    edge: fc.integer({ min: 0, max: 4 }),
    along: fc.double({ min: 0.3, max: 0.7, noNaN: true }),
  });
  fc.assert(
    fc.property(place, place, (from, to) => {
      fc.pre(from.edge !== to.edge);
      const studio = snappingStudio('polygon');
      const [start, end] = [from, to].map(({ edge, along }) => {
        const [x0, y0, x1, y1] = edgesOf(polygon)[edge] as readonly [number, number, number, number];
        return [x0 + along * (x1 - x0) + 0.3, y0 + along * (y1 - y0) - 0.2] as const;
      }) as [readonly [number, number], readonly [number, number]];
      studio.click(...start);
      studio.click(...end, { shift: true });
      // Around the neighbour on the side of the way that was taken.
      const middle = studio.node().overlay()[0];
      if (middle?.kind !== 'draft') throw new Error('Nothing is drawn.');
      fc.pre(middle.vertices.length >= 6);
      studio.key('confirm');
      const own = outlineNow(studio, 'new-1');
      const other = outlineNow(studio, 'neighbour');
      const vertices = new Set(edgesOf(other).map(([x, y]) => `${x},${y}`));
      expect(edgesOf(own).filter(([x, y]) => !vertices.has(`${x},${y}`))).toEqual([]);
      expect(edgesOf(own).filter((edge) => edgesOf(other).some((edge2) => cross(edge, edge2)))).toEqual([]);
    }),
    { numRuns: 200 },
  );
});

test('an outline around a neighbour, from edge to edge and back outside, leaves neither gap nor overlap', () => {
  const studio = snappingStudio('polygon');
  studio.click(60, 19.5);
  studio.click(55, 76, { shift: true, alt: true });
  studio.click(120, 99.5);
  studio.click(120, 5);
  studio.key('confirm');
  expectSharedBorder(studio, ['neighbour']);
  const together = combineGeometries('unite', [outlineNow(studio, 'new-1'), outlineNow(studio, 'neighbour')], size);
  const sum = geometryArea(outlineNow(studio, 'new-1')) + geometryArea(outlineNow(studio, 'neighbour'));
  expect(geometryArea(together as AreaGeometry)).toBeCloseTo(sum, 6);
  expect(studio.gestures).toEqual(['drawPolygon']);
  studio.undo();
  expect(studio.document().annotations.get('neighbour')).toBe(neighbour);
});

test('the border of a mask is that of its pixels, and the mask stays as it is', () => {
  const mask = maskFromPolygon(polygon, size);
  if (mask === null) throw new Error('The polygon has no pixels.');
  const studio = snappingStudio('polygon', [annotationRecord('neighbour', 'image', 'cell', { geometry: mask })]);
  studio.click(60, 20);
  studio.click(40, 60, { shift: true });
  studio.click(5, 60);
  studio.click(5, 5);
  studio.key('confirm');
  expectSharedBorder(studio, ['neighbour']);
  expect(studio.document().annotations.get('neighbour')?.geometry).toBe(mask);
  const whole = outlineNow(studio, 'new-1').parts[0]?.outline.every(Number.isInteger);
  expect(whole).toBe(true);
});

test('closing with Shift follows the border from the last vertex to the first', () => {
  const studio = snappingStudio('polygon');
  studio.click(40, 45);
  studio.click(10, 45);
  studio.click(10, 10);
  studio.click(80, 20);
  studio.click(40, 45, { shift: true });
  expect(outlineNow(studio, 'new-1').parts[0]?.outline).toEqual([40, 45, 10, 45, 10, 10, 80, 20.5, 40, 20]);
  expectSharedBorder(studio, ['neighbour']);
});

test('rectangles, their rotated kin and split lines take the places of other outlines exactly', () => {
  const odd = annotationRecord('odd', 'image', 'cell', {
    geometry: { kind: 'polygon', parts: [{ outline: [40.0009765625, 20, 80, 20, 80, 60.123456], holes: [] }] },
  });
  const rectangle = snappingStudio('rectangle', [odd]);
  rectangle.drag([
    [38, 19],
    [82, 61],
  ]);
  const corners = [40.0009765625, 20, 80, 20, 80, 60.123456, 40.0009765625, 60.123456];
  expect(outlineNow(rectangle, 'new-1').parts[0]?.outline).toEqual(corners);
  const rotated = snappingStudio('rotatedRectangle', [odd]);
  rotated.click(38, 19);
  rotated.click(82, 61);
  rotated.click(100, 30);
  expect(outlineNow(rotated, 'new-1').parts[0]?.outline.slice(0, 4)).toEqual([40.0009765625, 20, 80, 60.123456]);
  const split = snappingStudio('split');
  split.drag([
    [41, 21],
    [72, 79],
  ]);
  const pieces = [...split.document().annotations.keys()].map((id) => edgesOf(outlineNow(split, id)).length);
  expect(pieces.sort()).toEqual([3, 4]);
});

test('a dragged vertex snaps to other objects, not to its own', () => {
  const moved = annotationRecord('moved', 'image', 'cell', {
    geometry: { kind: 'polygon', parts: [{ outline: [100, 20, 140, 20, 140, 60, 100, 60, 100, 56], holes: [] }] },
  });
  const studio = snappingStudio('select', [neighbour, moved]);
  studio.select('moved');
  studio.drag([
    [100, 20],
    [95, 40],
    [88, 49],
  ]);
  studio.drag([
    [100, 60],
    [102, 66],
    [103, 57],
  ]);
  expect(outlineNow(studio, 'moved').parts[0]?.outline).toEqual([90, 50, 140, 20, 140, 60, 103, 57, 100, 56]);
  expect(drawn(studio)).toEqual([]);
});

test('a hole that follows the border of the object in it shares every vertex with it', () => {
  const around = annotationRecord('new-1', 'image', 'cell', {
    geometry: { kind: 'polygon', parts: [{ outline: [5, 5, 195, 5, 195, 95, 5, 95], holes: [] }] },
  });
  const studio = snappingStudio('polygon', [around, neighbour]);
  studio.select('new-1');
  studio.holeMode = true;
  studio.click(60, 20);
  studio.click(55, 76, { shift: true });
  studio.click(60, 20, { shift: true, alt: true });
  const [own, other] = [outlineNow(studio, 'new-1'), outlineNow(studio, 'neighbour')];
  const vertices = (ofRing: readonly number[] | undefined) => new Set((ofRing ?? []).map(String));
  expect(own.parts[0]?.holes.length).toBe(1);
  expect(vertices(own.parts[0]?.holes[0])).toEqual(vertices(other.parts[0]?.outline));
  expectSharedBorder(studio, ['neighbour']);
});
