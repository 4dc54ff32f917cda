import type { Device } from '../../app/contract/workerMessages.ts';
import type { GraphNode } from '../onnx/graph.ts';
import type { GraphBuilder, Value } from '../onnx/graphBuilder.ts';
import type { Operator } from '../onnx/operators.ts';

/**
 * What a rule is given of its node. In the formulas of the rules y is the output, x, a, b are inputs and g = dL/dy; dx
 * stands for dL/dx.
 */
export interface RuleContext<O extends Operator> {
  readonly builder: GraphBuilder;
  readonly operator: Operator;
  readonly inputs: readonly Value[];
  readonly outputs: readonly Value[];
  readonly attributes: GraphNode<O>['attributes'];
  /** Gradient of the loss by the first output, `g` in the formulas. */
  readonly gradient: Value;
  /** Gradients by all outputs; `undefined` where the loss does not depend on one. */
  readonly gradients: readonly (Value | undefined)[];
  /** Whether the gradient by input `index` is wanted. */
  readonly needs: (index: number) => boolean;
  /** A rule may have one form for each device. */
  readonly device: Device;
  /** Channels in a block of the processor's own layout; `null` where rules keep to the plain one. */
  readonly block: number | null;
}

/** Gradients by the inputs, in their order; `null`, or nothing at the end, where none is wanted or none exists. */
export type GradientRule<O extends Operator> = (context: RuleContext<O>) => readonly (Value | null)[];

export type GradientRules<O extends Operator> = { readonly [P in O]: GradientRule<P> };

/** The way of a gradient leads through a node that has none; `output` is what that node makes. */
export class NoGradient extends TypeError {
  readonly output: Value;
  readonly reason: string;

  constructor(operator: Operator, output: Value, reason: string) {
    super(`${operator}, which makes ${output}, has no gradient: ${reason}.`);
    this.output = output;
    this.reason = reason;
  }
}

/** The error of a rule that does not cover what its node asks for. */
export function noGradient(node: Pick<RuleContext<Operator>, 'operator' | 'outputs'>, reason: string): NoGradient {
  return new NoGradient(node.operator, node.outputs[0] ?? '', reason);
}
