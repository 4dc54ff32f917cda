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
  return tensor.layer < count || freeze.some((glob) => namesTensor(glob, tensor));
}

/** PyTorch begins the names of nodes with a slash, those of weights without. */
function namesTensor(glob: string, { name, node }: LearnableTensor): boolean {
  return [name, node.name, node.name.replace(/^\//, '')].some((one) => fits(glob, one));
}

/** The first glob that is about nothing in the network; `undefined` where all are about something. */
export function idleGlob(globs: readonly string[], tensors: readonly LearnableTensor[]): string | undefined {
  return globs.find((glob) => !tensors.some((tensor) => namesTensor(glob, tensor)));
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
