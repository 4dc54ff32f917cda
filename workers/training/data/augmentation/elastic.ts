import type { TrainConfig } from '../../../../app/training/trainConfig.ts';
import { normalNumber, randomSource } from '../../../../app/training/randomSource.ts';
import type { Draws } from './draws.ts';

/**
 * Elastic deformation (Simard, Steinkraus and Platt, 2003): pixels move by white noise that a Gaussian has smoothed. Here
 * the noise lies on a grid and the smoothing is a cubic B-spline over it, whose standard deviation is the grid's spacing
 * divided by the square root of 3: a Gaussian to within two hundredths, for 16 products a pixel.
 */
export interface ElasticPlan {
  /** Root mean square of the shifts along each axis, in pixels of the cut-out. */
  readonly shift: number;
  /** Standard deviation of the smoothing, in pixels of the cut-out. */
  readonly smoothness: number;
  readonly seed: number;
}

/** Beyond this share of the smoothness, neighbours would change places and objects tear. */
const largestShare = 1 / 3;

export function planElastic(config: TrainConfig, draws: Draws): ElasticPlan | null {
  const bends = draws.happens(config.elasticProbability) && config.elasticPixels > 0;
  const shift = Math.min(draws.between(0, config.elasticPixels), config.elasticSmoothness * largestShare);
  return bends ? { shift, smoothness: config.elasticSmoothness, seed: draws.seed() } : null;
}

/** The shifts of a whole cut-out. */
export interface ElasticField {
  readonly size: number;
  readonly spacing: number;
  /** Nodes in a row of the grid; node (0, 0) lies one spacing before pixel (0, 0). */
  readonly columns: number;
  readonly shiftX: Float64Array;
  readonly shiftY: Float64Array;
  /** For each column of pixels, the same in every row: the first node that counts, and the weights of four. */
  readonly firstNodes: Uint16Array;
  readonly weights: Float64Array;
}

/** Mean over a cell of the sum of squared B-spline weights, 151 / 315: what smoothing leaves of the noise's variance. */
const variancePerAxis = 151 / 315;

export function elasticField({ shift, smoothness, seed }: ElasticPlan, size: number): ElasticField {
  const spacing = smoothness * Math.sqrt(3);
  const columns = Math.floor((size - 1) / spacing) + 4;
  const random = randomSource(seed);
  const draw = (): Float64Array =>
    Float64Array.from({ length: columns * columns }, () => (shift / variancePerAxis) * normalNumber(random));
  const firstNodes = new Uint16Array(size);
  const weights = new Float64Array(4 * size);
  for (let u = 0; u < size; u++) firstNodes[u] = splineWeights(u / spacing, weights.subarray(4 * u, 4 * u + 4));
  return { size, spacing, columns, shiftX: draw(), shiftY: draw(), firstNodes, weights };
}

const weightsX = new Float64Array(4);
const weightsY = new Float64Array(4);

/** The shift of the pixel at (u, v); outside of the cut-out that of its rim. `into` takes x and y. */
export function shiftAt(field: ElasticField, u: number, v: number, into: Float64Array): void {
  const { size, spacing, columns, shiftX, shiftY } = field;
  const column = splineWeights(Math.min(Math.max(u, 0), size - 1) / spacing, weightsX);
  const row = splineWeights(Math.min(Math.max(v, 0), size - 1) / spacing, weightsY);
  let [x, y] = [0, 0];
  for (let j = 0; j < 4; j++) {
    for (let i = 0; i < 4; i++) {
      const weight = (weightsX[i] as number) * (weightsY[j] as number);
      const node = (row + j) * columns + column + i;
      x += weight * (shiftX[node] as number);
      y += weight * (shiftY[node] as number);
    }
  }
  into[0] = x;
  into[1] = y;
}

/** The pixels of row `v` after their shift: `us` and `vs`, one for each column, in pixels of the cut-out. */
export function shiftRow(field: ElasticField, v: number, us: Float64Array, vs: Float64Array): void {
  const { size, spacing, columns, shiftX, shiftY, firstNodes, weights } = field;
  const row = splineWeights(v / spacing, weightsY);
  const [nodesX, nodesY] = [new Float64Array(columns), new Float64Array(columns)];
  for (let j = 0; j < 4; j++) {
    const weight = weightsY[j] as number;
    for (let column = 0, node = (row + j) * columns; column < columns; column++, node++) {
      nodesX[column] = (nodesX[column] as number) + weight * (shiftX[node] as number);
      nodesY[column] = (nodesY[column] as number) + weight * (shiftY[node] as number);
    }
  }
  for (let u = 0, at = 0; u < size; u++, at += 4) {
    const node = firstNodes[u] as number;
    const first = weights[at] as number;
    const second = weights[at + 1] as number;
    const third = weights[at + 2] as number;
    const fourth = weights[at + 3] as number;
    us[u] =
      u +
      first * (nodesX[node] as number) +
      second * (nodesX[node + 1] as number) +
      third * (nodesX[node + 2] as number) +
      fourth * (nodesX[node + 3] as number);
    vs[u] =
      v +
      first * (nodesY[node] as number) +
      second * (nodesY[node + 1] as number) +
      third * (nodesY[node + 2] as number) +
      fourth * (nodesY[node + 3] as number);
  }
}

/** Uniform cubic B-spline at `position`, in cells; returns the first of the four nodes that count. */
function splineWeights(position: number, weights: Float64Array): number {
  const cell = Math.floor(position);
  const t = position - cell;
  const rest = 1 - t;
  weights[0] = rest ** 3 / 6;
  weights[1] = (3 * t ** 3 - 6 * t ** 2 + 4) / 6;
  weights[2] = (3 * rest ** 3 - 6 * rest ** 2 + 4) / 6;
  weights[3] = t ** 3 / 6;
  return cell;
}
