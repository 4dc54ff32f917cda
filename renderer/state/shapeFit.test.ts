import { expect, test } from 'vitest';
import { encodeCounts } from '../../app/geometry/counts.ts';
import type { Geometry, MaskGeometry, PolygonGeometry, Ring } from '../../app/geometry/geometry.ts';
import { obstacleTo, type ShapeObstacle, type ShapeOperation } from './shapeFit.ts';

const frame: Ring = [0, 0, 10, 0, 10, 10, 0, 10];
const polygon = (...parts: PolygonGeometry['parts']): PolygonGeometry => ({ kind: 'polygon', parts });
const plain = polygon({ outline: frame, holes: [] });
const holed = polygon({ outline: frame, holes: [[2, 2, 4, 2, 4, 4]] });
const apart = polygon({ outline: frame, holes: [] }, { outline: [20, 0, 22, 0, 22, 2], holes: [] });
const bowTie = polygon({ outline: [0, 0, 4, 4, 4, 0, 0, 4], holes: [] });
/** Three by three pixels around a hole. */
const ring: MaskGeometry = {
  kind: 'mask',
  box: { x: 0, y: 0, width: 3, height: 3 },
  counts: encodeCounts([0, 4, 1, 4]),
};

test.each<[string, ShapeOperation, readonly Geometry[], ShapeObstacle | null]>([
  ['one object cannot be united', 'unite', [plain], 'needsTwo'],
  ['two can', 'unite', [plain, ring], null],
  ['one can grow', 'grow', [plain], null],
  ['nothing cannot', 'grow', [], 'needsOne'],
  ['a plain polygon has no holes', 'fillHoles', [plain], 'needsHoles'],
  ['one with a hole has', 'fillHoles', [plain, holed], null],
  ['a mask may have a hole', 'fillHoles', [ring], null],
  ['and still one part', 'split', [ring, holed], 'needsParts'],
  ['two parts can be split', 'split', [apart], null],
  ['so can an outline that crosses itself', 'keepLargest', [bowTie], null],
  ['many objects are tried, not looked at', 'split', Array.from({ length: 21 }, () => plain), null],
])('%s', (_, operation, geometries, obstacle) => {
  expect(obstacleTo(operation, geometries)).toBe(obstacle);
});
