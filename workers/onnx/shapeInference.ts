import { dataTypeNumbers, elementCount, type DataType, type Tensor } from './graph.ts';
import type { Attributes, Operator } from './operators.ts';

/** What is known of a value while a graph is built: every size is a number. */
export interface TensorInfo {
  readonly dataType: DataType;
  readonly shape: readonly number[];
}

interface Context<O extends Operator> {
  /** Inputs that are there; an optional one that is left out has an empty place. */
  readonly inputs: readonly (TensorInfo | undefined)[];
  readonly attributes: Attributes<O>;
  /** The values of input `index`, which shapes depend on. */
  readonly constant: (index: number) => readonly number[];
}
type ShapeRule<O extends Operator> = (context: Context<O>) => readonly TensorInfo[];

/** Throws `TypeError` where the inputs do not fit the operator: a mistake in the code that builds the graph. */
export function inferShapes<O extends Operator>(
  operator: O,
  inputs: readonly (TensorInfo | undefined)[],
  attributes: Attributes<O>,
  tensorAt: (index: number) => Tensor | undefined,
): readonly TensorInfo[] {
  const constant = (index: number): readonly number[] => {
    const tensor = tensorAt(index);
    if (tensor === undefined) throw new TypeError(`Input ${index} of ${operator} must be a constant.`);
    return Array.from(tensor.data, Number);
  };
  return shapeRules[operator]({ inputs, attributes, constant });
}

const first: ShapeRule<Operator> = ({ inputs }) => [required(inputs[0])];

const broadcast: ShapeRule<Operator> = ({ inputs }) => {
  const infos = inputs.map(required);
  return [{ dataType: required(infos[0]).dataType, shape: infos.map(({ shape }) => shape).reduce(broadcastShapes) }];
};

const compare: ShapeRule<Operator> = (context) => broadcast(context).map(({ shape }) => ({ dataType: 'bool', shape }));

const shapeRules: { readonly [O in Operator]: ShapeRule<O> } = {
  Add: broadcast,
  AveragePool: ({ inputs, attributes }) => {
    const { dataType, shape } = required(inputs[0]);
    return [{ dataType, shape: [...shape.slice(0, 2), ...windowSizes(shape.slice(2), attributes)] }];
  },
  Cast: ({ inputs, attributes }) => [{ ...required(inputs[0]), dataType: dataTypeOfNumber(attributes.to) }],
  Concat: ({ inputs, attributes }) => {
    const infos = inputs.map(required);
    const { dataType, shape } = required(infos[0]);
    const axis = axisFrom(attributes.axis ?? 0, shape.length);
    const total = infos.reduce((sum, info) => sum + at(info.shape, axis), 0);
    return [{ dataType, shape: shape.with(axis, total) }];
  },
  Conv: ({ inputs, attributes }) => {
    const { dataType, shape } = required(inputs[0]);
    const kernel = required(inputs[1]).shape;
    const group = attributes.group ?? 1;
    if (at(shape, 1) !== at(kernel, 1) * group)
      throw new TypeError('Conv: the kernel has other channels than its input.');
    const spatial = windowSizes(shape.slice(2), { ...attributes, kernel_shape: kernel.slice(2) });
    return [{ dataType, shape: [at(shape, 0), at(kernel, 0), ...spatial] }];
  },
  ConvTranspose: ({ inputs, attributes }) => {
    const { dataType, shape } = required(inputs[0]);
    const kernel = required(inputs[1]).shape;
    const axes = kernel.length - 2;
    const spatial = shape.slice(2).map((size, axis) => {
      const padding = (attributes.pads?.[axis] ?? 0) + (attributes.pads?.[axis + axes] ?? 0);
      const reach = (at(kernel, axis + 2) - 1) * (attributes.dilations?.[axis] ?? 1) + 1;
      return (
        (size - 1) * (attributes.strides?.[axis] ?? 1) + reach - padding + (attributes.output_padding?.[axis] ?? 0)
      );
    });
    return [{ dataType, shape: [at(shape, 0), at(kernel, 1) * (attributes.group ?? 1), ...spatial] }];
  },
  Div: broadcast,
  DepthToSpace: ({ inputs, attributes }) => {
    const { dataType, shape } = required(inputs[0]);
    const block = attributes.blocksize ?? 1;
    return [{ dataType, shape: [at(shape, 0), at(shape, 1) / block ** 2, at(shape, 2) * block, at(shape, 3) * block] }];
  },
  Equal: compare,
  Exp: first,
  Expand: ({ inputs, constant }) => {
    const { dataType, shape } = required(inputs[0]);
    return [{ dataType, shape: broadcastShapes(shape, constant(1)) }];
  },
  FusedMatMul: ({ inputs, attributes }) => {
    const [a, b] = [required(inputs[0]), required(inputs[1])];
    return [matrixProduct(a, b, attributes.transA === 1, attributes.transB === 1)];
  },
  HardSigmoid: first,
  Identity: first,
  InstanceNormalization: first,
  Log: first,
  LogSoftmax: first,
  MatMul: ({ inputs }) => [matrixProduct(required(inputs[0]), required(inputs[1]), false, false)],
  MaxPool: ({ inputs, attributes }) => {
    const { dataType, shape } = required(inputs[0]);
    const pooled = [...shape.slice(0, 2), ...windowSizes(shape.slice(2), attributes)];
    return [
      { dataType, shape: pooled },
      { dataType: 'int64', shape: pooled },
    ];
  },
  MaxUnpool: ({ inputs, constant }) => [{ ...required(inputs[0]), shape: constant(2) }],
  Min: broadcast,
  Mul: broadcast,
  NchwcAveragePool: (context) => shapeRules.AveragePool(context),
  NchwcConv: (context) => shapeRules.Conv(context),
  NchwcReorderInput: first,
  NchwcReorderOutput: first,
  NchwcUpsample: ({ inputs, attributes }) => {
    const { dataType, shape } = required(inputs[0]);
    return [{ dataType, shape: shape.map((size, axis) => size * (attributes.scales?.[axis] ?? 1)) }];
  },
  Neg: first,
  Pad: ({ inputs, constant }) => {
    const { dataType, shape } = required(inputs[0]);
    const pads = constant(1);
    return [{ dataType, shape: shape.map((size, axis) => size + at(pads, axis) + at(pads, axis + shape.length)) }];
  },
  ReduceMean: (context) => reduced(context),
  ReduceSum: (context) => reduced(context),
  Relu: first,
  Reshape: ({ inputs, constant }) => {
    const { dataType, shape } = required(inputs[0]);
    const wanted = constant(1).map((size, axis) => (size === 0 ? at(shape, axis) : size));
    const known = elementCount(wanted.filter((size) => size !== -1));
    const result = wanted.map((size) => (size === -1 ? elementCount(shape) / known : size));
    if (elementCount(result) !== elementCount(shape)) {
      throw new TypeError(`Reshape: ${shape.join('x')} does not hold as many values as ${result.join('x')}.`);
    }
    return [{ dataType, shape: result }];
  },
  Resize: ({ inputs, constant }) => {
    const { dataType, shape } = required(inputs[0]);
    const scales = constant(2);
    return [{ dataType, shape: shape.map((size, axis) => Math.floor(size * at(scales, axis))) }];
  },
  Sigmoid: first,
  Slice: ({ inputs, constant }) => {
    const { dataType, shape } = required(inputs[0]);
    const ranges = sliceRanges(shape, constant);
    return [{ dataType, shape: shape.map((size, axis) => ranges.get(axis)?.count ?? size) }];
  },
  Softmax: first,
  Split: ({ inputs, attributes, constant }) => {
    const { dataType, shape } = required(inputs[0]);
    const axis = axisFrom(attributes.axis ?? 0, shape.length);
    return constant(1).map((size) => ({ dataType, shape: shape.with(axis, size) }));
  },
  Sqrt: first,
  Sub: broadcast,
  Transpose: ({ inputs, attributes }) => {
    const { dataType, shape } = required(inputs[0]);
    const permutation = attributes.perm ?? shape.map((_, axis) => shape.length - 1 - axis);
    return [{ dataType, shape: permutation.map((axis) => at(shape, axis)) }];
  },
  Where: ({ inputs }) => {
    const [condition, a, b] = [required(inputs[0]), required(inputs[1]), required(inputs[2])];
    const shape = broadcastShapes(condition.shape, broadcastShapes(a.shape, b.shape));
    return [{ dataType: a.dataType, shape }];
  },
};

/** NumPy's rule: shapes are aligned at their last axis, and a size of 1 stretches. */
export function broadcastShapes(a: readonly number[], b: readonly number[]): readonly number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) => {
    const [left, right] = [a[axis - rank + a.length] ?? 1, b[axis - rank + b.length] ?? 1];
    if (left !== right && left !== 1 && right !== 1) {
      throw new TypeError(`Shapes ${a.join('x')} and ${b.join('x')} do not broadcast.`);
    }
    return left === 1 ? right : left;
  });
}

export interface SliceRange {
  readonly start: number;
  readonly step: number;
  readonly count: number;
}

/** What a Slice takes from each axis that it names; its ends are clipped as the specification says. */
export function sliceRanges(
  shape: readonly number[],
  constant: (index: number) => readonly number[],
): ReadonlyMap<number, SliceRange> {
  const [starts, ends, axes, steps] = [constant(1), constant(2), constant(3), constant(4)];
  return new Map(
    axes.map((axis, i) => {
      const [size, step] = [at(shape, axisFrom(axis, shape.length)), at(steps, i)];
      const fromEnd = (value: number): number => (value < 0 ? value + size : value);
      const low = step > 0 ? 0 : -1;
      const high = step > 0 ? size : size - 1;
      const start = Math.min(Math.max(fromEnd(at(starts, i)), 0), high);
      const end = Math.min(Math.max(fromEnd(at(ends, i)), low), size);
      return [axisFrom(axis, shape.length), { start, step, count: Math.max(0, Math.ceil((end - start) / step)) }];
    }),
  );
}

function reduced({ inputs, attributes, constant }: Context<'ReduceSum'>): readonly TensorInfo[] {
  const { dataType, shape } = required(inputs[0]);
  const axes = new Set(constant(1).map((axis) => axisFrom(axis, shape.length)));
  const kept = shape.map((size, axis) => (axes.has(axis) ? 1 : size));
  return [{ dataType, shape: attributes.keepdims === 0 ? kept.filter((_, axis) => !axes.has(axis)) : kept }];
}

function matrixProduct(a: TensorInfo, b: TensorInfo, transA: boolean, transB: boolean): TensorInfo {
  const [rows, left] = transA ? [at(a.shape, -1), at(a.shape, -2)] : [at(a.shape, -2), at(a.shape, -1)];
  const [right, columns] = transB ? [at(b.shape, -1), at(b.shape, -2)] : [at(b.shape, -2), at(b.shape, -1)];
  if (left !== right) throw new TypeError(`A product of ${a.shape.join('x')} and ${b.shape.join('x')} does not exist.`);
  const batch = broadcastShapes(a.shape.slice(0, -2), b.shape.slice(0, -2));
  return { dataType: a.dataType, shape: [...batch, rows, columns] };
}

interface Window {
  readonly kernel_shape?: readonly number[];
  readonly strides?: readonly number[];
  readonly pads?: readonly number[];
  readonly dilations?: readonly number[];
}

function windowSizes(sizes: readonly number[], { kernel_shape, strides, pads, dilations }: Window): number[] {
  if (kernel_shape === undefined) throw new TypeError('A window needs a kernel_shape.');
  return sizes.map((size, axis) => {
    const reach = (at(kernel_shape, axis) - 1) * (dilations?.[axis] ?? 1) + 1;
    const padding = (pads?.[axis] ?? 0) + (pads?.[axis + sizes.length] ?? 0);
    return Math.floor((size + padding - reach) / (strides?.[axis] ?? 1)) + 1;
  });
}

function dataTypeOfNumber(number: number | undefined): DataType {
  const entry = Object.entries(dataTypeNumbers).find(([, value]) => value === number);
  if (entry === undefined) throw new TypeError(`There is no data type ${number}.`);
  return entry[0] as DataType;
}

export function axisFrom(axis: number, rank: number): number {
  return axis < 0 ? axis + rank : axis;
}

function at(values: readonly number[], index: number): number {
  const value = values.at(index);
  if (value === undefined) throw new TypeError(`There is no axis ${index} in ${values.join('x')}.`);
  return value;
}

function required(info: TensorInfo | undefined): TensorInfo {
  if (info === undefined) throw new TypeError('An input is missing.');
  return info;
}
