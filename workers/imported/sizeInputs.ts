import type { Value } from '../onnx/graphBuilder.ts';
import { valueOfKnown, type Element } from './knownValues.ts';
import type { NodeContext } from './nodeContext.ts';

/**
 * Shapes that a file holds as numbers were right for one size of images and one number of them. Here they follow the
 * image that the network is given, where it can be told how.
 */

/** The wanted shape of a Reshape: the number of samples follows its input where the file has that of its own image. */
export function reshapeSizes(context: NodeContext): Value {
  const known = context.known(1);
  if (known === undefined) return context.value(1);
  const [x, samplesInFile] = [context.value(0), context.model.input.shape[0]];
  const [first, ...others] = known.elements;
  const samples = context.shape(0)[0];
  const isOfImage = ![...context.scope.tensors.values()].includes(x) && samples === samplesOf(context);
  const isFixed = first?.formula === null && first.value === samplesInFile && others.length > 0;
  if (!isFixed || !isOfImage) return valueOfKnown(context.builder, known);
  return valueOfKnown(context.builder, { ...known, elements: [sizeOf(context, x, 0), ...others] });
}

function samplesOf({ builder, scope }: NodeContext): number | undefined {
  return builder.shape(scope.image)[0];
}

/**
 * The wanted sizes of a Resize over all axes: samples and channels stay as they are, and sizes that a file has for its
 * own image grow and shrink with the image. Throws the node's error where they do not come out even.
 */
export function resizeSizes(context: NodeContext, index: number): Value {
  const known = context.known(index);
  const x = context.value(0);
  if (known?.elements.length !== 4) return context.value(index);
  const elements = known.elements.map((element, axis) => {
    if (axis < 2) return sizeOf(context, x, axis);
    return element.formula === null ? grown(context, element, axis) : element;
  });
  return valueOfKnown(context.builder, { ...known, dataType: 'int64', elements });
}

function grown(context: NodeContext, element: Element, axis: number): Element {
  const inFile = context.model.input.shape[axis];
  const { image } = context.scope;
  const now = context.builder.shape(image)[axis] ?? 1;
  if (typeof inFile !== 'number' || element.value === 1) return element;
  const value = (element.value * now) / inFile;
  if (!Number.isInteger(value))
    context.refuse(`resizes to ${element.value} of ${inFile} pixels, which ${now} do not divide by`);
  const product: Element = {
    value: element.value * now,
    formula: { kind: 'operation', operator: 'Mul', left: sizeOf(context, image, axis), right: fixed(element.value) },
  };
  if (!context.scope.keepsSizesFree) return fixed(value);
  return { value, formula: { kind: 'operation', operator: 'Div', left: product, right: fixed(inFile) } };
}

function sizeOf({ builder, scope }: NodeContext, of: Value, axis: number): Element {
  const value = builder.shape(of)[axis] ?? 1;
  return { value, formula: scope.keepsSizesFree ? { kind: 'dimension', of, axis } : null };
}

function fixed(value: number): Element {
  return { value, formula: null };
}
