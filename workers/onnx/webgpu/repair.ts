import type { GraphNode, Tensor } from '../graph.ts';
import type { TensorInfo } from '../shapes/shapeRule.ts';

/** What a repair can know of a graph, whose image may be of any size. */
export interface RepairedGraph {
  /** Type and shape of a value; `undefined` where these depend on the size of the image. */
  infoOf(value: string): TensorInfo | undefined;
  /** `undefined` where it is no constant. */
  numbersOf(value: string): readonly number[] | undefined;
  /** Adds a constant, whose name must be a new one. */
  constant(name: string, tensor: Tensor): string;
}

/** A node in other words, with the same outputs; or the node alone where it is computed rightly as it is. */
export type Repair = (node: GraphNode, graph: RepairedGraph) => readonly GraphNode[];
