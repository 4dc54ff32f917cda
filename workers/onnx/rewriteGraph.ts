import type { Graph, GraphNode } from './graph.ts';
import { GraphBuilder } from './graphBuilder.ts';

/**
 * The same graph with some nodes put in other words: `rewrite` adds nodes that make the outputs of the given one, under
 * their names, or returns false to leave it as it is. What nobody uses any more is left out.
 */
export function rewriteGraph(graph: Graph, rewrite: (builder: GraphBuilder, node: GraphNode) => boolean): Graph {
  const builder = new GraphBuilder(graph.nodes.flatMap(({ outputs }) => outputs));
  addInputsAndConstants(builder, graph);
  for (const node of graph.nodes) if (!rewrite(builder, node)) builder.addNode(node);
  for (const { name } of graph.outputs) builder.output(name);
  return withoutUnused(builder.finish());
}

/** A builder that goes on where the graph ends. */
export function continueGraph(graph: Graph): GraphBuilder {
  const builder = new GraphBuilder();
  addInputsAndConstants(builder, graph);
  for (const node of graph.nodes) builder.addNode(node);
  return builder;
}

export function addInputsAndConstants(builder: GraphBuilder, graph: Graph): void {
  for (const { name, shape, dataType } of graph.inputs) builder.input(name, shape as readonly number[], dataType);
  for (const [name, tensor] of graph.initializers) builder.initializer(name, tensor);
}

/** The graph without the nodes and constants on which no output depends. */
export function withoutUnused(graph: Graph): Graph {
  const used = new Set(graph.outputs.map(({ name }) => name));
  const nodes = graph.nodes.toReversed().filter(({ inputs, outputs }) => {
    if (!outputs.some((output) => used.has(output))) return false;
    for (const input of inputs) used.add(input);
    return true;
  });
  const initializers = new Map([...graph.initializers].filter(([name]) => used.has(name)));
  return { ...graph, initializers, nodes: nodes.reverse() };
}
