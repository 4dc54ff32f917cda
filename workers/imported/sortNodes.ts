import { AppError } from '../../app/contract/errors.ts';
import { nodeError, type ForeignNode } from './foreignModel.ts';

/**
 * Nodes in an order in which every value is made before it is used; those that stand in such an order keep it. Throws
 * `FILE_UNREADABLE` for a value that two nodes make, `FILE_UNSUPPORTED` for one that nothing makes or that needs itself.
 */
export function sortNodes(
  nodes: readonly ForeignNode[],
  given: readonly string[],
  file: string,
): readonly ForeignNode[] {
  const makers = new Map<string, ForeignNode>();
  const known = new Set(given);
  for (const node of nodes) {
    for (const output of node.outputs) {
      if (output === '') continue;
      if (makers.has(output) || known.has(output)) {
        throw new AppError('FILE_UNREADABLE', `${file}: ${node.operator} (node ${node.name}) makes ${output} again.`);
      }
      makers.set(output, node);
    }
  }
  const orphan = nodes.flatMap((node) => node.inputs.map((input) => ({ node, input })));
  const missing = orphan.find(({ input }) => input !== '' && !known.has(input) && !makers.has(input));
  if (missing !== undefined) throw nodeError(file, missing.node, `uses ${missing.input}, which nothing makes`);
  return inOrder(nodes, makers, file);
}

function inOrder(
  nodes: readonly ForeignNode[],
  makers: ReadonlyMap<string, ForeignNode>,
  file: string,
): readonly ForeignNode[] {
  const sorted: ForeignNode[] = [];
  const states = new Map<ForeignNode, 'open' | 'done'>();
  for (const first of nodes) {
    const path = [first];
    while (path.length > 0) {
      const node = path.at(-1) as ForeignNode;
      if (states.get(node) === 'done') {
        path.pop();
        continue;
      }
      states.set(node, 'open');
      const needed = node.inputs.map((input) => makers.get(input)).filter((maker) => maker !== undefined);
      const waiting = needed.filter((maker) => states.get(maker) !== 'done');
      const circular = waiting.find((maker) => states.get(maker) === 'open');
      if (circular !== undefined) throw nodeError(file, circular, 'needs its own result: the network has a circle');
      if (waiting.length > 0) {
        path.push(...waiting);
        continue;
      }
      states.set(node, 'done');
      sorted.push(node);
      path.pop();
    }
  }
  return sorted;
}
