import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bitmapFromSpans, spansFromBitmap } from './bitmap.ts';
import { enclosedArea } from './enclosedArea.ts';

const size = { width: 8, height: 7 };
const box = { x: 0, y: 0, ...size };

function covered(pixels: readonly boolean[]): number[] {
  return spansFromBitmap({ box, data: Uint8Array.from(pixels, Number) });
}

/** What is filled from the pixel, drawn with `#`; `null` where nothing is. */
function filled(rows: readonly string[], column: number, row: number): string[] | null {
  const spans = covered([...rows.join('')].map((letter) => letter === '#'));
  const area = enclosedArea({ x: column + 0.9, y: row + 0.1 }, spans, size);
  if (area === null) return null;
  const { data } = bitmapFromSpans(area, box);
  return rows.map((_, y) =>
    Array.from({ length: size.width }, (__, x) => (data[y * size.width + x] === 1 ? '#' : '.')).join(''),
  );
}

const drawing = ['........', '.#####..', '.#...#..', '.#.#.##.', '.##.#.#.', '..##.##.', '....##..'];

test('fills up to pixels that meet at a corner, nothing that is covered or open to the border', () => {
  expect(filled(drawing, 2, 2)).toEqual([
    ...['........', '........', '..###...', '..#.#...', '........', '........', '........'],
  ]);
  expect(filled(drawing, 3, 4)).toEqual([
    ...['........', '........', '........', '........', '...#....', '........', '........'],
  ]);
  expect([filled(drawing, 0, 0), filled(drawing, 3, 3), filled(drawing, 9, 2), filled(drawing, -1, 2)]).toEqual([
    ...[null, null, null, null],
  ]);
});

test('any drawing: what a flood from pixel to pixel finds', () => {
  const pixels = fc.array(fc.boolean(), { minLength: 56, maxLength: 56 });
  fc.assert(
    fc.property(pixels, fc.nat(7), fc.nat(6), (values, column, row) => {
      const reached = new Set<number>();
      const open = values[row * 8 + column] === true ? [] : [row * 8 + column];
      let leaks = false;
      for (let pixel = open.pop(); pixel !== undefined; pixel = open.pop()) {
        if (reached.has(pixel)) continue;
        reached.add(pixel);
        const [x, y] = [pixel % 8, Math.floor(pixel / 8)];
        leaks ||= x === 0 || y === 0 || x === 7 || y === 6;
        for (const [nextX, nextY] of [
          [x + 1, y],
          [x - 1, y],
          [x, y + 1],
          [x, y - 1],
        ] as const) {
          // prettier-ignore
          if (nextX < 0 || nextX > 7 || nextY < 0 || nextY > 6 || values[nextY * 8 + nextX] === true) continue;
          open.push(nextY * 8 + nextX);
        }
      }
      const area = enclosedArea({ x: column + 0.5, y: row + 0.5 }, covered(values), size);
      const expected = covered(values.map((_, pixel) => reached.has(pixel)));
      expect(area).toEqual(reached.size === 0 || leaks ? null : expected);
    }),
  );
});
