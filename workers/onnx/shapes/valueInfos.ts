import type { Graph } from '../graph.ts';
import { inferShapes } from './shapeInference.ts';
import type { TensorInfo } from './shapeRule.ts';

/** Type and shape of every value of a graph whose inputs have sizes, not names, by its name. */
export function inferValues({ inputs, initializers, nodes }: Graph): ReadonlyMap<string, TensorInfo> {
  const infos = new Map<string, TensorInfo>(initializers);
  for (const { name, dataType, shape } of inputs) infos.set(name, { dataType, shape: shape.map(fixedSize) });
  for (const { operator, inputs: names, outputs, attributes } of nodes) {
    const known = names.map((name) => (name === '' ? undefined : infos.get(name)));
    const found = inferShapes(operator, known, attributes, (index) => initializers.get(names[index] ?? ''));
    for (const [i, name] of outputs.entries()) infos.set(name, found[i] as TensorInfo);
  }
  return infos;
}

function fixedSize(size: number | string): number {
  if (typeof size === 'string') throw new TypeError(`The size ${size} must be a number.`);
  return size;
}
