/** What onnxruntime's profile tells of the nodes of a graph that ran several times. */

export interface NodeTime {
  readonly name: string;
  readonly operator: string;
  /** Median over the runs that count. */
  readonly milliseconds: number;
  readonly inputShapes: readonly Shape[];
  readonly outputShapes: readonly Shape[];
  /** Of convolutions and matrix products, a multiplication and an addition counting as two; 0 for all others. */
  readonly operations: number;
  /** Read and written, each number once. */
  readonly bytes: number;
}

export interface OperatorTime {
  readonly operator: string;
  readonly count: number;
  readonly milliseconds: number;
  /** Share of all nodes' time, 0-1. */
  readonly share: number;
}

type Shape = readonly number[];
/** One list a tensor, under the name of its type. */
type TypedShape = Readonly<Record<string, Shape>>;

interface ProfileEvent {
  readonly cat: string;
  readonly name: string;
  /** Microseconds. */
  readonly dur: number;
  readonly args: {
    readonly op_name?: string;
    readonly input_type_shape?: readonly TypedShape[];
    readonly output_type_shape?: readonly TypedShape[];
  };
}

const suffix = '_kernel_time';

/** Every node of the profile, the slowest first; of each, the first `warmUpRuns` do not count. */
export function readNodeTimes(profile: string, warmUpRuns: number): readonly NodeTime[] {
  const events = (JSON.parse(profile) as readonly ProfileEvent[]).filter(({ cat, name }) => {
    return cat === 'Node' && name.endsWith(suffix);
  });
  const nodes = [...Map.groupBy(events, ({ name }) => name.slice(0, -suffix.length))].map(([name, runs]): NodeTime => {
    const { args } = runs[0] as ProfileEvent;
    const [inputs, outputs] = [args.input_type_shape ?? [], args.output_type_shape ?? []];
    const [inputShapes, outputShapes] = [inputs.map(shapeOf), outputs.map(shapeOf)];
    const operator = args.op_name ?? '';
    return {
      name,
      operator,
      milliseconds: median(runs.slice(warmUpRuns).map(({ dur }) => dur / 1000)),
      inputShapes,
      outputShapes,
      operations: countOperations[operator]?.(inputShapes, outputShapes) ?? 0,
      bytes: [...inputs, ...outputs].reduce((sum, tensor) => sum + bytesOf(tensor), 0),
    };
  });
  return nodes.sort((a, b) => b.milliseconds - a.milliseconds);
}

export function sumByOperator(nodes: readonly NodeTime[]): readonly OperatorTime[] {
  const total = sumTimes(nodes);
  const rows = [...Map.groupBy(nodes, ({ operator }) => operator)].map(([operator, list]): OperatorTime => {
    return { operator, count: list.length, milliseconds: sumTimes(list), share: sumTimes(list) / total };
  });
  return rows.sort((a, b) => b.milliseconds - a.milliseconds);
}

function sumTimes(nodes: readonly NodeTime[]): number {
  return nodes.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
}

/** Products with each number of a kernel (O, C, rows, columns) for each number that it is put on. */
const perKernel = (places: Shape = [], kernel: Shape = []): number => 2 * count(places) * count(kernel.slice(1));
/** (.., M, K) or (.., K, M) times the other matrix to (.., M, N). */
const perProduct = ([a = []]: readonly Shape[], [y = []]: readonly Shape[]): number => {
  const inner = a.at(-2) === y.at(-2) ? a.at(-1) : a.at(-2);
  return 2 * count(y) * (inner ?? 1);
};

const countOperations: Readonly<Record<string, (inputs: readonly Shape[], outputs: readonly Shape[]) => number>> = {
  Conv: ([, kernel], [y]) => perKernel(y, kernel),
  ConvTranspose: ([x, kernel]) => perKernel(x, kernel),
  FusedConv: ([, kernel], [y]) => perKernel(y, kernel),
  FusedMatMul: perProduct,
  Gemm: perProduct,
  MatMul: perProduct,
};

const bytesOfTypes: Readonly<Record<string, number>> = { bool: 1, uint8: 1, int64: 8, double: 8 };

function bytesOf(tensor: TypedShape): number {
  return Object.entries(tensor).reduce((sum, [type, shape]) => sum + count(shape) * (bytesOfTypes[type] ?? 4), 0);
}

function shapeOf(tensor: TypedShape): Shape {
  return Object.values(tensor)[0] ?? [];
}

function count(shape: Shape): number {
  return shape.reduce((product, size) => product * size, 1);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}
