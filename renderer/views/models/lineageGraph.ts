import type { LineageNode } from '../../../app/contract/modelViews.ts';

/** One row of the tree, drawn in lanes as version histories are: newest first, every line leads down to a parent. */
export interface LineageRow {
  readonly node: LineageNode;
  /** Where the model itself stands. */
  readonly lane: number;
  /** Lanes whose lines come from above and end in the model: its children's. */
  readonly joins: readonly number[];
  /** Lanes that pass by. */
  readonly passes: readonly number[];
  /** What is below: the line to the parent, a parent of which nothing is left, or nothing. */
  readonly below: 'line' | 'lost' | 'none';
}

/** `nodes` newest first. Parents stand below their children; a lane that is free is taken again. */
export function lineageRows(nodes: readonly LineageNode[]): readonly LineageRow[] {
  const remaining = new Set(nodes.map(({ id }) => id));
  const awaited: (string | null)[] = [];
  return nodes.map((node) => {
    remaining.delete(node.id);
    const joins = awaited.flatMap((id, lane) => (id === node.id ? [lane] : []));
    for (const lane of joins) awaited[lane] = null;
    const passes = awaited.flatMap((id, lane) => (id === null ? [] : [lane]));
    const free = awaited.indexOf(null);
    const lane = joins[0] ?? (free === -1 ? awaited.length : free);
    const parentId = node.parent.kind === 'model' ? node.parent.modelId : null;
    const isBelow = parentId !== null && remaining.has(parentId);
    awaited[lane] = isBelow ? parentId : null;
    return { node, lane, joins, passes, below: isBelow ? 'line' : parentId === null ? 'none' : 'lost' };
  });
}

/** Lanes that the widest row needs. */
export function laneCount(rows: readonly LineageRow[]): number {
  return Math.max(1, ...rows.map(({ lane, passes, joins }) => 1 + Math.max(lane, ...passes, ...joins)));
}
