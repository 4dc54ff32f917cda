import type { Element, Formula } from './knownValues.ts';

/** Arithmetic on numbers that may follow from the image's size. */

export type BinaryOperator =
  | 'Add'
  | 'And'
  | 'Div'
  | 'Equal'
  | 'Greater'
  | 'GreaterOrEqual'
  | 'Less'
  | 'LessOrEqual'
  | 'Max'
  | 'Min'
  | 'Mod'
  | 'Mul'
  | 'Or'
  | 'Pow'
  | 'Sub';
export type UnaryOperator = 'Abs' | 'Ceil' | 'Floor' | 'Neg' | 'Not' | 'Round' | 'Sqrt';

const lost: Formula = { kind: 'lost' };

const comparisons: readonly string[] = ['Equal', 'Greater', 'GreaterOrEqual', 'Less', 'LessOrEqual'];

/** `isWhole`: the operands' type is one of whole numbers, of which a division drops the rest. */
export function combine(operator: BinaryOperator, left: Element, right: Element, isWhole: boolean): Element {
  const exact = binaryValues[operator](left.value, right.value);
  const value = isWhole && operator === 'Div' ? Math.trunc(exact) : exact;
  if (left.formula === null && right.formula === null) return { value, formula: null };
  if (comparisons.includes(operator) && isBeyondSizes(left, right)) return { value, formula: null };
  return { value, formula: combinedFormula(operator, left, right) };
}

/** Sizes are above 0, so that what they compare with a lower number as never changes. */
function isBeyondSizes(left: Element, right: Element): boolean {
  return [left, right].some((one) => one.formula === null && one.value <= 0);
}

function combinedFormula(operator: BinaryOperator, left: Element, right: Element): Formula {
  if (operator === 'Mul' && right.formula === null) return scaledFormula(left, right.value);
  if (operator === 'Mul' && left.formula === null) return scaledFormula(right, left.value);
  const kept = operator === 'Add' || operator === 'Sub' || operator === 'Mul' || operator === 'Div';
  const areWhole = [left, right].every(({ value, formula }) => formula !== null || Number.isInteger(value));
  return kept && areWhole ? { kind: 'operation', operator, left, right } : lost;
}

/** A product with a half or a third is a division, whose rest is dropped as by the Floor or Cast that follows. */
function scaledFormula(size: Element, factor: number): Formula {
  const divisor = Math.round(1 / factor);
  if (Number.isInteger(factor)) {
    return { kind: 'operation', operator: 'Mul', left: size, right: { value: factor, formula: null } };
  }
  if (Math.abs(divisor * factor - 1) > 1e-6) return lost;
  return { kind: 'operation', operator: 'Div', left: size, right: { value: divisor, formula: null } };
}

export function changeSign({ value, formula }: Element): Element {
  if (formula === null) return { value: -value, formula };
  const zero: Element = { value: 0, formula: null };
  return { value: -value, formula: { kind: 'operation', operator: 'Sub', left: zero, right: { value, formula } } };
}

export function change(operator: UnaryOperator, element: Element): Element {
  if (operator === 'Neg') return changeSign(element);
  const value = unaryValues[operator](element.value);
  if (element.formula === null) return { value, formula: null };
  return { value, formula: operator === 'Floor' ? element.formula : lost };
}

const binaryValues: { readonly [O in BinaryOperator]: (a: number, b: number) => number } = {
  Add: (a, b) => a + b,
  And: (a, b) => Number(a !== 0 && b !== 0),
  Div: (a, b) => a / b,
  Equal: (a, b) => Number(a === b),
  Greater: (a, b) => Number(a > b),
  GreaterOrEqual: (a, b) => Number(a >= b),
  Less: (a, b) => Number(a < b),
  LessOrEqual: (a, b) => Number(a <= b),
  Max: Math.max,
  Min: Math.min,
  Mod: (a, b) => a - b * Math.floor(a / b),
  Mul: (a, b) => a * b,
  Or: (a, b) => Number(a !== 0 || b !== 0),
  Pow: (a, b) => a ** b,
  Sub: (a, b) => a - b,
};

const unaryValues: { readonly [O in Exclude<UnaryOperator, 'Neg'>]: (a: number) => number } = {
  Abs: Math.abs,
  Ceil: Math.ceil,
  Floor: Math.floor,
  Not: (a) => Number(a === 0),
  Round: (a) => (Math.abs(a % 1) === 0.5 ? 2 * Math.round(a / 2) : Math.round(a)),
  Sqrt: Math.sqrt,
};
