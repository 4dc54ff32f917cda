import { COLUMN_STRIDE, type Spans } from './spans.ts';

/**
 * Connected components of a set of pixels, on its spans: two spans belong together where they touch in neighbouring
 * columns, over sides alone (4) or over corners too (8). Union-find with path halving.
 */

export interface SpanComponents {
  /** For every span its component, from 0 up, in the order of their first span. */
  readonly componentOfSpan: Int32Array;
  readonly count: number;
}

/** `isLinked` may part two spans that touch: it is asked by their numbers, the one in the left column first. */
export function spanComponents(
  spans: Spans,
  connectivity: 4 | 8,
  isLinked: (left: number, right: number) => boolean = () => true,
): SpanComponents {
  const spanCount = spans.length / 2;
  const reach = connectivity === 8 ? 1 : 0;
  const parents = new Int32Array(spanCount);
  let candidate = 0;
  for (let span = 0; span < spanCount; span++) {
    parents[span] = span;
    // The same rows one column to the left.
    const start = (spans[2 * span] as number) - COLUMN_STRIDE;
    const end = (spans[2 * span + 1] as number) - COLUMN_STRIDE;
    while ((spans[2 * candidate + 1] as number) + reach <= start) candidate += 1;
    for (let touching = candidate; (spans[2 * touching] as number) < end + reach; touching++) {
      if (isLinked(touching, span)) join(parents, touching, span);
    }
  }
  return numberRoots(parents);
}

function rootOf(parents: Int32Array, span: number): number {
  let root = span;
  while (parents[root] !== root) {
    const grandparent = parents[parents[root] as number] as number;
    parents[root] = grandparent;
    root = grandparent;
  }
  return root;
}

/** The earlier root wins, so that a root is the first span of its component. */
function join(parents: Int32Array, a: number, b: number): void {
  const rootA = rootOf(parents, a);
  const rootB = rootOf(parents, b);
  parents[Math.max(rootA, rootB)] = Math.min(rootA, rootB);
}

function numberRoots(parents: Int32Array): SpanComponents {
  const componentOfSpan = new Int32Array(parents.length);
  let count = 0;
  for (let span = 0; span < parents.length; span++) {
    const root = rootOf(parents, span);
    componentOfSpan[span] = root === span ? count++ : (componentOfSpan[root] as number);
  }
  return { componentOfSpan, count };
}

/** The spans of every component. */
export function splitComponents(spans: Spans, connectivity: 4 | 8): Spans[] {
  const { componentOfSpan, count } = spanComponents(spans, connectivity);
  const components = Array.from({ length: count }, (): number[] => []);
  componentOfSpan.forEach((component, span) => {
    components[component]?.push(spans[2 * span] as number, spans[2 * span + 1] as number);
  });
  return components;
}
