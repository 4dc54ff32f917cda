/** One run of the network: reads `input`, and keeps `core` of it, both in image pixels. */
export interface Tile {
  readonly input: Box;
  readonly core: Box;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Covers an image with overlapping tiles of at most `tileSize`, of which only the core is kept: cores touch without
 * overlapping and lie at least `margin` inside their tile, except at the border of the image, so that no kept pixel
 * lacks its surroundings. Tiles start at multiples of `multipleOf`, which `tileSize` and `margin` are too, so that
 * pooling meets the same pixels as in the whole image.
 */
export function planTiles(
  width: number,
  height: number,
  tileSize: number,
  margin: number,
  multipleOf: number,
): readonly Tile[] {
  const columns = planAxis(width, tileSize, margin, multipleOf);
  const rows = planAxis(height, tileSize, margin, multipleOf);
  return rows.flatMap((row) =>
    columns.map((column) => ({
      input: { x: column.start, y: row.start, width: column.end - column.start, height: row.end - row.start },
      core: {
        x: column.coreStart,
        y: row.coreStart,
        width: column.coreEnd - column.coreStart,
        height: row.coreEnd - row.coreStart,
      },
    })),
  );
}

interface Span {
  readonly start: number;
  readonly end: number;
  readonly coreStart: number;
  readonly coreEnd: number;
}

function planAxis(size: number, tileSize: number, margin: number, multipleOf: number): readonly Span[] {
  if (size <= tileSize) return [{ start: 0, end: size, coreStart: 0, coreEnd: size }];
  const stride = Math.max(multipleOf, tileSize - 2 * margin);
  const count = Math.ceil((size - tileSize) / stride) + 1;
  const lastStart = Math.ceil((size - tileSize) / multipleOf) * multipleOf;
  const starts = Array.from({ length: count }, (_, i) => Math.min(i * stride, lastStart));
  const seams = starts.slice(1).map((start) => start + margin);
  return starts.map((start, i) => ({
    start,
    end: Math.min(start + tileSize, size),
    coreStart: seams[i - 1] ?? 0,
    coreEnd: seams[i] ?? size,
  }));
}
