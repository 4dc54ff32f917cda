import { CholeskyDecomposition, Matrix } from 'ml-matrix';

/** Of one dimension of the points: neighbours are alike, or values are only the same or not. */
export type DimensionOrder = 'ordered' | 'unordered';

export interface KernelParameters {
  /** Distance over which values change, one a dimension; positions lie in 0-1. */
  readonly lengths: readonly number[];
  /** Of the function, and of what is measured of it beside the function. */
  readonly signalVariance: number;
  readonly noiseVariance: number;
}

export interface Prediction {
  readonly mean: number;
  /** Of the function itself, without noise. */
  readonly variance: number;
}

export interface GaussianProcess {
  /** log p(values | points), in nats. */
  readonly logLikelihood: number;
  predict(point: readonly number[]): Prediction;
}

/**
 * A Gaussian process of mean 0 with a Matérn 5/2 kernel, one length for each dimension (Rasmussen and Williams, "Gaussian
 * Processes for Machine Learning", 2006, algorithm 2.1 and equation 4.17). `points` are n x d, `values` n. `null` where the
 * numbers do not allow it: a covariance that is not positive definite.
 */
export function gaussianProcess(
  points: readonly (readonly number[])[],
  values: readonly number[],
  orders: readonly DimensionOrder[],
  parameters: KernelParameters,
): GaussianProcess | null {
  const { signalVariance, noiseVariance } = parameters;
  const covariance = (a: readonly number[], b: readonly number[]): number =>
    signalVariance * matern(distance(a, b, orders, parameters.lengths));
  const n = points.length;
  const gram = Matrix.zeros(n, n);
  points.forEach((a, row) => {
    for (let column = 0; column <= row; column++) {
      const value = covariance(a, points[column] ?? []) + (row === column ? noiseVariance : 0);
      gram.set(row, column, value);
      gram.set(column, row, value);
    }
  });
  const factors = new CholeskyDecomposition(gram);
  if (!factors.isPositiveDefinite()) return null;
  const lower = factors.lowerTriangularMatrix;
  const weights = factors.solve(Matrix.columnVector([...values])).to1DArray();

  const fit = values.reduce((sum, value, i) => sum + value * (weights[i] ?? 0), 0);
  const logDeterminant = 2 * lower.diagonal().reduce((sum, value) => sum + Math.log(value), 0);
  return {
    logLikelihood: -0.5 * (fit + logDeterminant + n * Math.log(2 * Math.PI)),
    predict: (point) => {
      const across = points.map((other) => covariance(point, other));
      const mean = across.reduce((sum, value, i) => sum + value * (weights[i] ?? 0), 0);
      const explained = forwardSubstitution(lower, across).reduce((sum, value) => sum + value * value, 0);
      return { mean, variance: Math.max(0, signalVariance - explained) };
    },
  };
}

function distance(
  a: readonly number[],
  b: readonly number[],
  orders: readonly DimensionOrder[],
  lengths: readonly number[],
): number {
  const squares = orders.reduce((sum, order, i) => {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    const apart = order === 'ordered' ? difference : Number(difference !== 0);
    return sum + (apart / (lengths[i] ?? 1)) ** 2;
  }, 0);
  return Math.sqrt(squares);
}

function matern(r: number): number {
  const x = Math.sqrt(5) * r;
  return (1 + x + (x * x) / 3) * Math.exp(-x);
}

/** Solves `lower` x = `right`. */
function forwardSubstitution(lower: Matrix, right: readonly number[]): number[] {
  const solved: number[] = [];
  right.forEach((value, row) => {
    const known = solved.reduce((sum, one, column) => sum + lower.get(row, column) * one, 0);
    solved.push((value - known) / lower.get(row, row));
  });
  return solved;
}
