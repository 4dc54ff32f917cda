import type { LearnableTensor } from './layers.ts';

export interface FreezeSettings {
  /** Globs on the names of tensors or of the nodes that use them: `*` is any text, `?` one letter. */
  readonly freeze: readonly string[];
  /** The first so many layers; below 1 that share of them, 0.5 the first half. */
  readonly freezeLayers: number;
}

/** Whether a tensor stays as it is in the file. */
export function isFrozen(tensor: LearnableTensor, layers: number, settings: FreezeSettings): boolean {
  const { freeze, freezeLayers } = settings;
  const count = freezeLayers < 1 ? Math.round(freezeLayers * layers) : freezeLayers;
  return (
    tensor.layer < count || freeze.some((glob) => [tensor.name, tensor.node.name].some((name) => fits(glob, name)))
  );
}

/** Matching by the greedy method, which takes at most the product of both lengths. */
export function fits(glob: string, name: string): boolean {
  let [at, from, star, mark] = [0, 0, -1, 0];
  while (at < name.length) {
    if (glob[from] === '*') {
      star = from++;
      mark = at;
    } else if (from < glob.length && (glob[from] === '?' || glob[from] === name[at])) {
      from++;
      at++;
    } else if (star >= 0) {
      from = star + 1;
      at = ++mark;
    } else return false;
  }
  while (glob[from] === '*') from++;
  return from === glob.length;
}
