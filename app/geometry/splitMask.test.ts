import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bitmapFromMask, maskFromBitmap } from './bitmap.ts';
import type { MaskGeometry } from './geometry.ts';
import { spansArea, spansFromMask } from './spans.ts';
import { splitMask } from './splitMask.ts';

/** A mask drawn with `#`, its upper left corner at (0, 0). */
function mask(...rows: readonly string[]): MaskGeometry {
  const width = rows[0]?.length ?? 0;
  const data = Uint8Array.from(rows.join(''), (letter) => (letter === '#' ? 1 : 0));
  const made = maskFromBitmap({ box: { x: 0, y: 0, width, height: rows.length }, data });
  if (made === null) throw new Error('The drawing has no pixel.');
  return made;
}

/** Pieces drawn with the letters of the alphabet, largest first. */
function drawing(pieces: readonly MaskGeometry[] | null, width: number, height: number): string[] | null {
  if (pieces === null) return null;
  const letters = new Array<string>(width * height).fill('.');
  pieces.forEach((piece, number) => {
    const { box, data } = bitmapFromMask(piece);
    data.forEach((value, index) => {
      const place = (box.y + Math.floor(index / box.width)) * width + box.x + (index % box.width);
      if (value === 1) letters[place] = (letters[place] === '.' ? 'abcdefgh'[number] : '!') ?? '?';
    });
  });
  return Array.from({ length: height }, (_, row) => letters.slice(row * width, (row + 1) * width).join(''));
}

test('a line across makes two, and no pixel is lost; one that ends inside cuts nothing', () => {
  const block = mask('######', '######', '######', '######');
  expect(drawing(splitMask(block, [0, 0, 6, 4]), 6, 4)).toEqual(['abbbbb', 'aabbbb', 'aaaabb', 'aaaaab']);
  expect(drawing(splitMask(block, [2, -1, 2, 5]), 6, 4)).toEqual(['bbaaaa', 'bbaaaa', 'bbaaaa', 'bbaaaa']);
  expect(splitMask(block, [2, -1, 2, 2])).toBe(null);
});

test('a line through pixel centres and one with a corner', () => {
  const block = mask('####', '####', '####');
  expect(drawing(splitMask(block, [-1, 1.5, 5, 1.5]), 4, 3)).toEqual(['aaaa', 'aaaa', 'bbbb']);
  expect(drawing(splitMask(block, [2, -1, 2, 2, 5, 2]), 4, 3)).toEqual(['aabb', 'aabb', 'aaaa']);
});

test('holes are kept: one cut through a ring leaves it whole, a line over the hole makes two', () => {
  const ring = mask('#####', '#...#', '#...#', '#####');
  expect(splitMask(ring, [2.5, -1, 2.5, 1.5])).toBe(null);
  expect(drawing(splitMask(ring, [3, -1, 3, 5]), 5, 4)).toEqual(['aaabb', 'a...b', 'a...b', 'aaabb']);
});

test('a line of pixels that meet at corners is cut; parts that the line does not cut stay with the largest piece', () => {
  expect(drawing(splitMask(mask('#...', '.#..', '..#.', '...#'), [2.4, 0, 0, 2.2]), 4, 4)).toEqual([
    'b...',
    '.a..',
    '..a.',
    '...a',
  ]);
  const parts = mask('####.#', '####.#');
  expect(drawing(splitMask(parts, [3, -1, 3, 3]), 6, 2)).toEqual(['aaab.a', 'aaab.a']);
  expect(splitMask(parts, [4.5, -1, 4.5, 3])).toBe(null);
});

/** Which of the pixels hang together, pixel by pixel: the definition, without runs. */
function piecesByPixel(data: readonly number[], width: number, line: readonly number[]): number[] {
  const side = (ax: number, ay: number, bx: number, by: number, cx: number, cy: number) =>
    (bx - ax) * (cy - ay) - (by - ay) * (cx - ax) > 0;
  const moved = line.map((value, index) => value + (index % 2 === 0 ? Math.PI : Math.E) * 1e-5);
  const crosses = (px: number, py: number, qx: number, qy: number) =>
    moved.some((_, index) => {
      if (index % 2 === 1 || index + 3 >= moved.length) return false;
      const [ax, ay, bx, by] = moved.slice(index, index + 4) as [number, number, number, number];
      const parted = side(ax, ay, bx, by, px, py) !== side(ax, ay, bx, by, qx, qy);
      return parted && side(px, py, qx, qy, ax, ay) !== side(px, py, qx, qy, bx, by);
    });
  const pieces = data.map((value, index) => (value === 1 ? index : -1));
  for (let changed = true; changed;) {
    changed = false;
    for (const [index, value] of data.entries()) {
      const [x, y] = [index % width, Math.floor(index / width)];
      for (const [dx, dy] of [
        [1, 0],
        [0, 1],
        [1, 1],
        [-1, 1],
      ] as const) {
        // prettier-ignore
        const other = (y + dy) * width + x + dx;
        if (x + dx < 0 || x + dx >= width || value !== 1 || data[other] !== 1) continue;
        if (crosses(x + 0.5, y + 0.5, x + dx + 0.5, y + dy + 0.5)) continue;
        const lowest = Math.min(pieces[index] as number, pieces[other] as number);
        changed ||= pieces[index] !== pieces[other];
        pieces[index] = lowest;
        pieces[other] = lowest;
      }
    }
  }
  return pieces;
}

test('any mask and any line: the pieces are disjoint, their union is the mask, and they are those of the definition', () => {
  const [width, height] = [9, 7];
  const pixels = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: width * height, maxLength: width * height });
  const place = fc.integer({ min: -100, max: 1000 }).map((hundredths) => hundredths / 100);
  const line = fc
    .array(place, { minLength: 4, maxLength: 8 })
    .map((values) => values.slice(0, 2 * (values.length >> 1)));
  fc.assert(
    fc.property(pixels, line, (values, points) => {
      const data = values.map((value) => (value > 0 ? 1 : 0));
      const whole = maskFromBitmap({ box: { x: 0, y: 0, width, height }, data: Uint8Array.from(data) });
      fc.pre(whole !== null);
      const expected = piecesByPixel(data, width, points);
      const uncut = piecesByPixel(data, width, [-9, -9, -8, -8]);
      const partsOf = (part: number) => new Set(expected.filter((_, index) => uncut[index] === part)).size;
      const cut = [...new Set(expected)].filter((piece) => piece >= 0 && partsOf(uncut[piece] as number) > 1);
      const pieces = splitMask(whole, points);
      expect(pieces?.length ?? 0).toBe(cut.length);
      if (pieces === null) return;
      const areas = pieces.map((piece) => spansArea(spansFromMask(piece)));
      expect(areas.reduce((sum, area) => sum + area, 0)).toBe(data.filter((value) => value === 1).length);
      const shown = drawing(pieces, width, height)?.join('') ?? '';
      expect([...shown].map((letter) => (letter === '.' ? 0 : 1))).toEqual(data);
      // Two pixels of one cut piece carry one letter, and no other cut piece has it.
      const letters = cut.map((piece) => new Set([...shown].filter((_, index) => expected[index] === piece)));
      expect([letters.every(({ size }) => size === 1), new Set(letters.flatMap((set) => [...set])).size]).toEqual([
        true,
        cut.length,
      ]);
    }),
  );
});
