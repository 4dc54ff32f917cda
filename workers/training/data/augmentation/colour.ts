import type { TrainConfig } from '../../../../app/training/trainConfig.ts';
import type { Draws } from './draws.ts';

export interface ColourPlan {
  /** Factor of the distance from grey. */
  readonly saturation: number;
  /** Turn of the colours about the axis of grey. */
  readonly hueDegrees: number;
}

export function planColour(config: TrainConfig, draws: Draws): ColourPlan | null {
  const saturates = draws.happens(config.saturationProbability);
  const saturation = draws.factor(config.saturationRange);
  const turns = draws.happens(config.hueProbability);
  const hueDegrees = draws.shift(config.hueDegrees);
  if (!saturates && !turns) return null;
  return { saturation: saturates ? saturation : 1, hueDegrees: turns ? hueDegrees : 0 };
}

type Matrix = readonly (readonly [number, number, number])[];

/** Red, green, blue to luma and two chroma axes (the YIQ space of NTSC, FCC 1953), and back. */
const yiqFromRgb: Matrix = [
  [0.299, 0.587, 0.114],
  [0.595716, -0.274453, -0.321263],
  [0.211456, -0.522591, 0.311135],
];
const rgbFromYiq = inverse(yiqFromRgb);

/**
 * Turns and stretches the chroma of a picture of three planes, one after another, in any unit that grows with light; grey
 * stays as it is, and so does luma (Haeberli, "Matrix operations for image processing", 1993).
 */
export function changeColours({ saturation, hueDegrees }: ColourPlan, planes: Float32Array): void {
  const pixels = planes.length / 3;
  const cosine = Math.cos((hueDegrees / 180) * Math.PI) * saturation;
  const sine = Math.sin((hueDegrees / 180) * Math.PI) * saturation;
  const turn: Matrix = [
    [1, 0, 0],
    [0, cosine, -sine],
    [0, sine, cosine],
  ];
  const [[rr, rg, rb], [gr, gg, gb], [br, bg, bb]] = product(rgbFromYiq, product(turn, yiqFromRgb)) as [
    [number, number, number],
    [number, number, number],
    [number, number, number],
  ];
  for (let i = 0; i < pixels; i++) {
    const red = planes[i] as number;
    const green = planes[pixels + i] as number;
    const blue = planes[2 * pixels + i] as number;
    planes[i] = rr * red + rg * green + rb * blue;
    planes[pixels + i] = gr * red + gg * green + gb * blue;
    planes[2 * pixels + i] = br * red + bg * green + bb * blue;
  }
}

function product(left: Matrix, right: Matrix): Matrix {
  const entry = (row: number, column: number): number =>
    [0, 1, 2].reduce((sum, k) => sum + (left[row]?.[k] ?? 0) * (right[k]?.[column] ?? 0), 0);
  return [0, 1, 2].map((row) => [entry(row, 0), entry(row, 1), entry(row, 2)] as const);
}

/** By cofactors. */
function inverse(matrix: Matrix): Matrix {
  const at = (row: number, column: number): number => matrix[row % 3]?.[column % 3] ?? 0;
  const cofactor = (row: number, column: number): number =>
    at(row + 1, column + 1) * at(row + 2, column + 2) - at(row + 1, column + 2) * at(row + 2, column + 1);
  const determinant = at(0, 0) * cofactor(0, 0) + at(0, 1) * cofactor(0, 1) + at(0, 2) * cofactor(0, 2);
  return [0, 1, 2].map(
    (row) => [cofactor(0, row) / determinant, cofactor(1, row) / determinant, cofactor(2, row) / determinant] as const,
  );
}
