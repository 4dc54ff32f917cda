import type { TrainConfig } from '../../app/training/trainConfig.ts';

/** A tensor that may stay as it is. */
export interface FreezableTensor {
  readonly name: string;
  readonly layer: number;
  /** The node of a model file that it is used in. */
  readonly node?: { readonly name: string };
}

export interface FreezeSettings {
  /** Globs on the names of tensors or of the nodes that use them: `*` is any text, `?` one letter. */
  readonly freeze: readonly string[];
  /** The first so many layers; below 1 that share of them, 0.5 the first half. */
  readonly freezeLayers: number;
}

export function freezeSettings({ freeze, freezeLayers }: Pick<TrainConfig, 'freeze' | 'freezeLayers'>): FreezeSettings {
  return { freeze: freeze?.split(/\s+/).filter((glob) => glob !== '') ?? [], freezeLayers };
}

/** Whether a tensor stays as it is in the file. */
export function isFrozen(tensor: FreezableTensor, layers: number, settings: FreezeSettings): boolean {
  const { freeze, freezeLayers } = settings;
  const count = freezeLayers < 1 ? Math.round(freezeLayers * layers) : freezeLayers;
  return tensor.layer < count || freeze.some((glob) => namesTensor(glob, tensor));
}

/** PyTorch begins the names of nodes with a slash, those of weights without. */
function namesTensor(glob: string, { name, node }: FreezableTensor): boolean {
  const names = node === undefined ? [name] : [name, node.name, node.name.replace(/^\//, '')];
  return names.some((one) => fits(glob, one));
}

/** The first glob that is about nothing in the network; `undefined` where all are about something. */
export function idleGlob(globs: readonly string[], tensors: readonly FreezableTensor[]): string | undefined {
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
