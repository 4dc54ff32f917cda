import type { Device } from '../../app/contract/workerMessages.ts';
import { float32Tensor, type GraphNode } from '../onnx/graph.ts';
import type { GraphBuilder, Value } from '../onnx/graphBuilder.ts';
import type { Operator } from '../onnx/operators.ts';
import { noGradient, type GradientRule } from './gradientRule.ts';
import { gradientRules, type DifferentiableOperator } from './gradientRules.ts';

/**
 * Reverse-mode differentiation: extends the graph by the gradients of `loss` (a single number) by each of `wanted`,
 * which must be inputs or initializers on which it depends. Throws `TypeError` where the way leads through an operator
 * without a gradient, with its name and that of its output. With a `block`, rules may use operators on the processor's
 * own layout, which `withBlockedLayout` joins to what is in it already.
 */
export function addGradients(
  builder: GraphBuilder,
  loss: Value,
  wanted: readonly Value[],
  device: Device,
  block: number | null = null,
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
    if (node.operator !== 'Split' && gradients.slice(1).some((value) => value !== undefined)) {
      throw noGradient(node, 'the loss depends on an output other than the first');
    }
    const results = ruleFor(node)({
      builder,
      operator: node.operator,
      inputs: node.inputs,
      outputs: node.outputs,
      attributes: node.attributes,
      gradient,
      gradients,
      needs: (index) => dependent.has(node.inputs[index] ?? ''),
      device,
      block,
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

function ruleFor(node: GraphNode): GradientRule<Operator> {
  const { operator } = node;
  if (!isDifferentiable(operator)) throw noGradient(node, 'there is no rule for it');
  return gradientRules[operator];
}

function isDifferentiable(operator: Operator): operator is DifferentiableOperator {
  return Object.hasOwn(gradientRules, operator);
}
