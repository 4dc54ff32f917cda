import { dataTypeNumbers, type DataType } from '../onnx/graph.ts';
import type { GraphBuilder, Value } from '../onnx/graphBuilder.ts';
import type { ReadConstant } from '../onnx/shapes/shapeRule.ts';

/** The words that gradient formulas are written in. */

export function multiply(builder: GraphBuilder, first: Value, ...others: readonly Value[]): Value {
  return others.reduce((product, value) => builder.add('Mul', [product, value]), first);
}

export function times(builder: GraphBuilder, value: Value, factor: number): Value {
  return factor === 1 ? value : builder.add('Mul', [value, builder.scalar(factor)]);
}

/** `values` where the condition holds, 0 elsewhere. */
export function where(builder: GraphBuilder, condition: Value, values: Value): Value {
  return builder.add('Where', [condition, values, builder.scalar(0)]);
}

/** 1 where the condition holds, 0 elsewhere. */
export function indicator(builder: GraphBuilder, condition: Value): Value {
  return castTo(builder, condition, 'float32');
}

export function isPositive(builder: GraphBuilder, x: Value): Value {
  return builder.add('Greater', [x, builder.scalar(0)]);
}

export function castTo(builder: GraphBuilder, value: Value, dataType: DataType): Value {
  if (builder.info(value).dataType === dataType) return value;
  return builder.add('Cast', [value], { to: dataTypeNumbers[dataType] });
}

export function zeros(builder: GraphBuilder, shape: readonly number[]): Value {
  return builder.add('Expand', [builder.scalar(0), builder.integers(shape)]);
}

/** Reads the constant inputs of a node, as rules about shapes do. */
export function constantsOf(builder: GraphBuilder, inputs: readonly Value[]): ReadConstant {
  return (index, fallback = []) => {
    const tensor = builder.tensor(inputs[index] ?? '');
    return tensor === undefined ? fallback : Array.from(tensor.data, Number);
  };
}
