import fc from 'fast-check';
import { expect, test } from 'vitest';
import { footOnSegment } from './measure.ts';
import { smoothLine } from './smoothLine.ts';

function distanceToLine(x: number, y: number, line: readonly number[]): number {
  let nearest = Infinity;
  for (let index = 0; index + 3 < line.length; index += 2) {
    const foot = footOnSegment({ x, y }, ...(line.slice(index, index + 4) as [number, number, number, number]));
    nearest = Math.min(nearest, Math.hypot(x - foot.x, y - foot.y));
  }
  return nearest;
}

/** Radians that the line turns in all, whichever way. */
function turning(line: readonly number[]): number {
  let sum = 0;
  for (let index = 0; index + 5 < line.length; index += 2) {
    const [ax, ay, bx, by, cx, cy] = line.slice(index, index + 6) as [number, number, number, number, number, number];
    const [dx, dy, ex, ey] = [bx - ax, by - ay, cx - bx, cy - by];
    sum += Math.abs(Math.atan2(dx * ey - dy * ex, dx * ex + dy * ey));
  }
  return sum;
}

test('any line: its ends stay, and no point of it is further away than the tolerance', () => {
  const steps = fc.array(fc.tuple(fc.integer({ min: -400, max: 400 }), fc.integer({ min: -400, max: 400 })), {
    minLength: 2,
    maxLength: 60,
  });
  fc.assert(
    fc.property(steps, fc.double({ min: 0.5, max: 20, noNaN: true }), (moves, tolerance) => {
      const line: number[] = [];
      let [x, y] = [0, 0];
      for (const [dx, dy] of moves) line.push((x += dx) / 100, (y += dy) / 100);
      const smooth = smoothLine(line, tolerance);
      expect([...smooth.slice(0, 2), ...smooth.slice(-2)]).toEqual([...line.slice(0, 2), ...line.slice(-2)]);
      for (let index = 0; index < line.length; index += 2) {
        const away = distanceToLine(line[index] as number, line[index + 1] as number, smooth);
        expect(away).toBeLessThanOrEqual(tolerance + 0.01);
      }
    }),
  );
});

test('a trembling straight line becomes two points, a trembling arc an arc of a few', () => {
  const tremor = (index: number) => (index % 2 === 0 ? 0.4 : -0.4);
  const straight = Array.from({ length: 41 }, (_, index) => [5 * index, index % 40 === 0 ? 0 : tremor(index)]).flat();
  expect(smoothLine(straight, 2)).toEqual([0, 0, 200, 0]);
  const arc = Array.from({ length: 101 }, (_, index) => {
    const angle = (Math.PI * index) / 100;
    return [(60 + tremor(index)) * Math.cos(angle), (60 + tremor(index)) * Math.sin(angle)];
  }).flat();
  const smooth = smoothLine(arc, 2);
  expect(smooth.length / 2).toBeLessThan(20);
  expect(turning(arc)).toBeGreaterThan(10);
  expect(turning(smooth)).toBeLessThan(1.2 * Math.PI);
});
