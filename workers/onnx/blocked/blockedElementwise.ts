import { blockedName, type BlockedForms, type BlockedValues } from './blockedValues.ts';
import { elementCount, type GraphNode } from '../graph.ts';

/** Operators that take every number by itself, so that the layout does not matter as long as all inputs have the same. */
export const blockedElementwise = {
  Abs: elementwise,
  Add: elementwise,
  Clip: elementwise,
  Div: elementwise,
  Elu: elementwise,
  Erf: elementwise,
  Exp: elementwise,
  HardSigmoid: elementwise,
  HardSwish: elementwise,
  Identity: elementwise,
  LeakyRelu: elementwise,
  Log: elementwise,
  Max: elementwise,
  Min: elementwise,
  Mul: elementwise,
  Neg: elementwise,
  Reciprocal: elementwise,
  Relu: elementwise,
  Sigmoid: elementwise,
  Sign: elementwise,
  Softplus: elementwise,
  Sqrt: elementwise,
  Sub: elementwise,
  Tanh: elementwise,
} satisfies BlockedForms;

/** Beside images of one shape, single numbers may be among the inputs. */
function elementwise(layout: BlockedValues, { operator, inputs, outputs, attributes }: GraphNode): boolean {
  const image = inputs.find((input) => layout.isBlocked(input));
  if (image === undefined) return false;
  const isImage = (input: string): boolean => layout.shape(input).join() === layout.shape(image).join();
  const isNumber = (input: string): boolean => input === '' || isSingle(layout.shape(input));
  if (!inputs.every((input) => isNumber(input) || isImage(input))) return false;
  const [output = ''] = outputs;
  const taken = inputs.map((input) => (isNumber(input) ? layout.plain(input) : layout.blocked(input)));
  layout.set(output, layout.builder.add(operator, taken, attributes, blockedName(output)));
  return true;
}

/** One number that leaves an image its four axes. */
function isSingle(shape: readonly number[]): boolean {
  return shape.length <= 4 && elementCount(shape) === 1;
}
