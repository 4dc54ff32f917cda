import { elementCount } from '../onnx/graph.ts';
import { axisFrom } from '../onnx/shapes/shapeRule.ts';
import { dataTypeOfNumber } from './dataTypes.ts';
import { change, combine, type BinaryOperator, type UnaryOperator } from './elementArithmetic.ts';
import { foldedLayout } from './foldedLayout.ts';
import { axesOf, commonShape, inputAt, numbersOf, requireSmall, stretched, type Fold } from './knownLayout.ts';
import { knownTensor, type Element, type Formula } from './knownValues.ts';

const lost: Formula = { kind: 'lost' };

function binary(operator: BinaryOperator, resultsInTruth = false): Fold {
  return (context) => {
    if (operator === 'Mod') context.attributes.only('fmod', 0);
    const [a, b] = [inputAt(context, 0), inputAt(context, 1)];
    const shape = commonShape(a, b);
    const right = stretched(b, shape).elements;
    const isWhole = a.dataType !== 'float32';
    const elements = stretched(a, shape).elements.map((left, i) =>
      combine(operator, left, right[i] as Element, isWhole),
    );
    return { dataType: resultsInTruth ? 'bool' : a.dataType, shape, elements };
  };
}

function unary(operator: UnaryOperator): Fold {
  return (context) => {
    const data = inputAt(context, 0);
    return { ...data, elements: data.elements.map((element) => change(operator, element)) };
  };
}

function reduction(operator: 'Add' | 'Max' | 'Min' | 'Mul'): Fold {
  return (context) => {
    const data = inputAt(context, 0);
    const axes = (axesOf(context) ?? [...data.shape.keys()]).map((axis) => axisFrom(axis, data.shape.length));
    const keeps = (context.attributes.int('keepdims') ?? 1) === 1;
    if (axes.length !== data.shape.length) throw new TypeError('it must reduce all axes at once');
    const isWhole = data.dataType !== 'float32';
    const total = data.elements.reduce((left, right) => combine(operator, left, right, isWhole));
    return { ...data, shape: keeps ? data.shape.map(() => 1) : [], elements: [total] };
  };
}

const table = {
  ...foldedLayout,
  Abs: unary('Abs'),
  Add: binary('Add'),
  And: binary('And', true),
  Cast: (context) => {
    context.attributes.ignore('saturate');
    const dataType = dataTypeOfNumber(context.attributes.int('to') ?? 0);
    const { shape, elements } = inputAt(context, 0);
    const round = (value: number): number => {
      if (dataType === 'bool') return Number(value !== 0);
      return dataType === 'float32' ? Math.fround(value) : Math.trunc(value);
    };
    return { dataType, shape, elements: elements.map(({ value, formula }) => ({ value: round(value), formula })) };
  },
  Ceil: unary('Ceil'),
  ConstantOfShape: (context) => {
    const zero = { dataType: 'float32', shape: [1], data: new Float32Array(1) } as const;
    const { dataType, elements } = knownTensor(context.attributes.tensor('value') ?? zero);
    const sizes = inputAt(context, 0);
    const shape = numbersOf(sizes);
    const count = elementCount(shape);
    requireSmall(count);
    const isFixed = sizes.elements.every(({ formula }) => formula === null);
    const element: Element = { value: elements[0]?.value ?? 0, formula: isFixed ? null : lost };
    return { dataType, shape, elements: Array.from({ length: count }, () => element) };
  },
  Div: binary('Div'),
  Equal: binary('Equal', true),
  Floor: unary('Floor'),
  Greater: binary('Greater', true),
  GreaterOrEqual: binary('GreaterOrEqual', true),
  Less: binary('Less', true),
  LessOrEqual: binary('LessOrEqual', true),
  Max: binary('Max'),
  Min: binary('Min'),
  Mod: binary('Mod'),
  Mul: binary('Mul'),
  Neg: unary('Neg'),
  Not: unary('Not'),
  Or: binary('Or', true),
  Pow: binary('Pow'),
  Range: (context) => {
    const [start = 0, limit = 0, step = 1] = [0, 1, 2].map((i) => inputAt(context, i).elements[0]?.value);
    const count = Math.max(0, Math.ceil((limit - start) / step));
    requireSmall(count);
    const isFixed = context.inputs.every((input) => (input?.elements[0]?.formula ?? null) === null);
    const elements = Array.from({ length: count }, (_, i) => ({
      value: start + i * step,
      formula: isFixed ? null : lost,
    }));
    return { dataType: inputAt(context, 0).dataType, shape: [count], elements };
  },
  ReduceMax: reduction('Max'),
  ReduceMin: reduction('Min'),
  ReduceProd: reduction('Mul'),
  ReduceSum: reduction('Add'),
  Round: unary('Round'),
  Sqrt: unary('Sqrt'),
  Sub: binary('Sub'),
  Where: (context) => {
    const [condition, a, b] = [inputAt(context, 0), inputAt(context, 1), inputAt(context, 2)];
    const shape = commonShape(condition, a, b);
    const [left, right] = [stretched(a, shape).elements, stretched(b, shape).elements];
    const elements = stretched(condition, shape).elements.map(({ value, formula }, i) => {
      const taken = (value === 0 ? right[i] : left[i]) as Element;
      return formula === null ? taken : { value: taken.value, formula: lost };
    });
    return { dataType: a.dataType, shape, elements };
  },
} as const satisfies Readonly<Record<string, Fold>>;

/**
 * The folding of operators of which networks compute sizes: worked out number by number while the network is built.
 * `undefined` for others.
 */
export function foldOf(operator: string): Fold | undefined {
  return Object.hasOwn(table, operator) ? table[operator as keyof typeof table] : undefined;
}
