import { isFloatType, type SafetensorsFile, type SavedTensor } from './safetensors.ts';

export interface WantedTensor {
  readonly name: string;
  readonly shape: readonly number[];
}

/** What became of each wanted tensor, and what of the file nobody wanted. */
export interface WeightReport {
  readonly taken: readonly { readonly name: string; readonly from: string }[];
  readonly skipped: readonly { readonly name: string; readonly reason: SkipReason; readonly detail: string }[];
  readonly unused: readonly string[];
}
export type SkipReason = 'missing' | 'shape' | 'dtype';

/** Programs put these before the names of all weights of a network when they wrap it. */
const wrappings: readonly string[] = ['module.', 'model.', 'network.', 'net.', 'state_dict.', '_orig_mod.'];
/** What PyTorch counts beside the running averages. */
const counter = 'num_batches_tracked';

/**
 * Which tensor of a file each wanted one is: that of the same name and shape, also where one of both has a wrapping's
 * name before it.
 */
export function matchWeights(wanted: readonly WantedTensor[], file: Pick<SafetensorsFile, 'tensors'>): WeightReport {
  const exact = new Map(file.tensors.map((tensor) => [tensor.name, tensor]));
  const bare = byBareName(file.tensors);
  const taken: { name: string; from: string }[] = [];
  const skipped: { name: string; reason: SkipReason; detail: string }[] = [];
  for (const { name, shape } of wanted) {
    const found = exact.get(name) ?? bare.get(bareName(name));
    if (found === undefined) {
      skipped.push({ name, reason: 'missing', detail: 'the file has no tensor of this name' });
    } else if (found.shape.join() !== shape.join()) {
      const detail = `the file has ${found.shape.join(' x ')}, the network ${shape.join(' x ')}`;
      skipped.push({ name, reason: 'shape', detail });
    } else if (!isFloatType(found.dtype)) {
      skipped.push({ name, reason: 'dtype', detail: `the file has values of the type ${found.dtype}` });
    } else {
      taken.push({ name, from: found.name });
    }
  }
  const used = new Set(taken.map(({ from }) => from));
  const unused = file.tensors.map(({ name }) => name).filter((name) => !used.has(name) && !name.endsWith(counter));
  return { taken, skipped, unused };
}

function bareName(name: string): string {
  const wrapping = wrappings.find((prefix) => name.startsWith(prefix));
  return wrapping === undefined ? name : bareName(name.slice(wrapping.length));
}

/** Without names that two tensors of the file share when the wrappings are gone. */
function byBareName(tensors: readonly SavedTensor[]): ReadonlyMap<string, SavedTensor> {
  const found = new Map<string, SavedTensor | null>();
  for (const tensor of tensors) {
    const name = bareName(tensor.name);
    found.set(name, found.has(name) ? null : tensor);
  }
  return new Map([...found].filter((one): one is [string, SavedTensor] => one[1] !== null));
}

const mostNamed = 5;

/** The report in lines for a person. */
export function reportLines({ taken, skipped, unused }: WeightReport, file: string): readonly string[] {
  const all = taken.length + skipped.length;
  const reasons = (['missing', 'shape', 'dtype'] as const).flatMap((reason) => {
    const ofReason = skipped.filter((one) => one.reason === reason);
    if (ofReason.length === 0) return [];
    const named = ofReason
      .slice(0, mostNamed)
      .map(({ name, detail }) => (reason === 'missing' ? name : `${name} (${detail})`));
    return [`${ofReason.length} skipped, ${reasonText[reason]}: ${withRest(named, ofReason.length)}.`];
  });
  const rest =
    unused.length === 0
      ? []
      : [`${unused.length} of the file not used: ${withRest(unused.slice(0, mostNamed), unused.length)}.`];
  return [`${taken.length} of ${all} weight tensors taken from ${file}.`, ...reasons, ...rest];
}

const reasonText: { readonly [R in SkipReason]: string } = {
  missing: 'not in the file',
  shape: 'of another shape',
  dtype: 'of a type without fractions',
};

function withRest(named: readonly string[], count: number): string {
  return count > named.length ? `${named.join(', ')} and ${count - named.length} more` : named.join(', ');
}
