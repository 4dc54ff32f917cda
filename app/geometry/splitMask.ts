import { spanComponents } from './components.ts';
import { type CutLine, inGeneralPosition } from './cutLine.ts';
import type { MaskGeometry } from './geometry.ts';
import { columnOf, maskFromSpans, type Spans, spanPosition, spansArea, spansFromMask, uniteAllSpans } from './spans.ts';

/**
 * Masks cut along a line without losing a pixel. The centres of neighbouring pixels, over sides and corners, are linked;
 * a link that the line crosses is severed, and what still hangs together is a piece. Severed links are found where the
 * line crosses the four families of lattice lines that they lie on, so the work depends on the runs of the mask and on
 * the length of the line, not on the number of pixels.
 */

/** Rows, by column, of the pixels where a severed link starts. */
type SeveredRows = ReadonlyMap<number, ReadonlySet<number>>;

interface SeveredLinks {
  /** Down to the next row. */
  readonly down: SeveredRows;
  /** To the next column: to the row above, the same row, the row below. */
  readonly across: readonly { readonly step: -1 | 0 | 1; readonly rows: SeveredRows }[];
}

/** The pieces, largest first; what the line does not cut stays with the largest. `null` where nothing is cut through. */
export function splitMask(mask: MaskGeometry, line: CutLine): MaskGeometry[] | null {
  const whole = spansFromMask(mask);
  const severed = severedLinks(inGeneralPosition(line));
  const parts = spanComponents(whole, 8);
  const { spans, origins } = cutColumns(whole, severed.down);
  const pieces = spanComponents(spans, 8, (left, right) => isLinked(spans, left, right, severed));
  if (pieces.count === parts.count) return null;
  const pieceSpans = Array.from({ length: pieces.count }, (): number[] => []);
  const partOfPiece = new Int32Array(pieces.count);
  const piecesOfPart = Array.from({ length: parts.count }, () => new Set<number>());
  pieces.componentOfSpan.forEach((piece, span) => {
    const part = parts.componentOfSpan[origins[span] as number] as number;
    partOfPiece[piece] = part;
    piecesOfPart[part]?.add(piece);
    append(pieceSpans[piece] as number[], spans[2 * span] as number, spans[2 * span + 1] as number);
  });
  const isCut = (_: unknown, piece: number) => (piecesOfPart[partOfPiece[piece] as number]?.size ?? 0) > 1;
  const uncut = pieceSpans.filter((_, piece) => !isCut(_, piece));
  const [largest = [], ...others] = pieceSpans.filter(isCut).sort((a, b) => spansArea(b) - spansArea(a));
  return [uniteAllSpans([largest, ...uncut]), ...others].flatMap((piece) => maskFromSpans(piece) ?? []);
}

/** Spans that touch are one. */
function append(spans: number[], start: number, end: number): void {
  if (spans[spans.length - 1] === start) spans[spans.length - 1] = end;
  else spans.push(start, end);
}

function severedLinks(line: CutLine): SeveredLinks {
  return {
    // Links down lie on the lines x = column; links across on the lines y - step * x = whole number.
    down: severedRows(line, 1, 0, (_, y) => Math.floor(y)),
    across: ([-1, 0, 1] as const).map((step) => ({
      step,
      rows: severedRows(line, -step, 1, (x, _, lattice) => lattice + step * Math.floor(x)),
    })),
  };
}

/**
 * Where the line crosses a x + b y = whole number, in coordinates in which pixel centres are whole: there it severs the
 * link from the pixel in the column to the left, or in this very column, and in the row that `rowOf` tells.
 */
function severedRows(
  line: CutLine,
  a: number,
  b: number,
  rowOf: (x: number, y: number, lattice: number) => number,
): SeveredRows {
  const severed = new Map<number, Set<number>>();
  for (let index = 0; index + 3 < line.length; index += 2) {
    const [x0, y0, x1, y1] = line.slice(index, index + 4).map((value) => value - 0.5) as [
      number,
      number,
      number,
      number,
    ];
    const [from, to] = [a * x0 + b * y0, a * x1 + b * y1];
    for (let lattice = Math.floor(Math.min(from, to)) + 1; lattice <= Math.floor(Math.max(from, to)); lattice++) {
      const along = (lattice - from) / (to - from);
      const [x, y] = [x0 + along * (x1 - x0), y0 + along * (y1 - y0)];
      const column = b === 0 ? lattice : Math.floor(x);
      const rows = severed.get(column) ?? new Set<number>();
      severed.set(column, rows.add(rowOf(x, y, lattice)));
    }
  }
  return severed;
}

/** The spans, cut between the rows of severed links down; `origins` are the spans that they were cut from. */
function cutColumns(whole: Spans, down: SeveredRows): { readonly spans: Spans; readonly origins: readonly number[] } {
  const spans: number[] = [];
  const origins: number[] = [];
  for (let index = 0; index < whole.length; index += 2) {
    const end = whole[index + 1] as number;
    let start = whole[index] as number;
    const column = columnOf(start);
    const cuts = [...(down.get(column) ?? [])].map((row) => spanPosition(column, row + 1)).sort((a, b) => a - b);
    for (const cut of [...cuts.filter((position) => position > start && position < end), end]) {
      spans.push(start, cut);
      origins.push(index / 2);
      start = cut;
    }
  }
  return { spans, origins };
}

/** Whether any link between two spans of neighbouring columns is whole. */
function isLinked(spans: Spans, left: number, right: number, { across }: SeveredLinks): boolean {
  const column = columnOf(spans[2 * left] as number);
  const top = spanPosition(column, 0);
  const nextTop = spanPosition(column + 1, 0);
  const [start, end] = [(spans[2 * left] as number) - top, (spans[2 * left + 1] as number) - top];
  const [nextStart, nextEnd] = [(spans[2 * right] as number) - nextTop, (spans[2 * right + 1] as number) - nextTop];
  return across.some(({ step, rows }) => {
    const severed = rows.get(column);
    for (let row = Math.max(start, nextStart - step); row < Math.min(end, nextEnd - step); row++) {
      if (severed?.has(row) !== true) return true;
    }
    return false;
  });
}
