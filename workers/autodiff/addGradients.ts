import type { Device } from '../../app/contract/workerMessages.ts';
import { float32Tensor } from '../onnx/graph.ts';
import type { GraphBuilder, Value } from '../onnx/graphBuilder.ts';
import type { Operator } from '../onnx/operators.ts';
import { gradientRules, type DifferentiableOperator, type GradientRule } from './gradientRules.ts';

/**
 * Reverse-mode differentiation: extends the graph by the gradients of `loss` (a single number) by each of `wanted`,
 * which must be inputs or initializers on which it depends. Throws `TypeError` for an operator without a gradient.
 */
export function addGradients(
  builder: GraphBuilder,
  loss: Value,
  wanted: readonly Value[],
  device: Device,
): ReadonlyMap<Value, Value> {
  const forward = [...builder.nodes];
  const dependent = new Set(wanted);
  for (const { inputs, outputs } of forward) {
    if (inputs.some((input) => dependent.has(input))) for (const output of outputs) dependent.add(output);
  }
  const contributions = new Map<Value, Value[]>([[loss, [builder.constant(float32Tensor(builder.shape(loss), [1]))]]]);
  const gradientOf = (value: Value): Value | undefined => {
    const [first, ...others] = contributions.get(value) ?? [];
    if (first === undefined || others.length === 0) return first;
    const total = others.reduce((sum, part) => builder.add('Add', [sum, part]), first);
    contributions.set(value, [total]);
    return total;
  };

  for (const node of forward.reverse()) {
    if (!node.inputs.some((input) => dependent.has(input))) continue;
    const gradients = node.outputs.map(gradientOf);
    const gradient = gradients.find((value) => value !== undefined);
    if (gradient === undefined) continue;
    const results = ruleFor(node.operator)({
      builder,
      inputs: node.inputs,
      outputs: node.outputs,
      attributes: node.attributes,
      gradient,
      gradients,
      needs: (index) => dependent.has(node.inputs[index] ?? ''),
      device,
    });
    for (const [index, input] of node.inputs.entries()) {
      const result = results[index] ?? null;
      if (result !== null && dependent.has(input))
        contributions.set(input, [...(contributions.get(input) ?? []), result]);
    }
  }

  return new Map(
    wanted.map((value) => {
      const gradient = gradientOf(value);
      if (gradient === undefined) throw new TypeError(`The loss does not depend on ${value}.`);
      return [value, gradient] as const;
    }),
  );
}

function ruleFor(operator: Operator): GradientRule<Operator> {
  if (!isDifferentiable(operator)) throw new TypeError(`${operator} has no gradient.`);
  return gradientRules[operator];
}

function isDifferentiable(operator: Operator): operator is DifferentiableOperator {
  return Object.hasOwn(gradientRules, operator);
}
