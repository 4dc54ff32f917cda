import { readFile } from 'node:fs/promises';
import { AppError } from '../../app/contract/errors.ts';
import {
  countNumbers,
  tensorParts,
  type NetworkWeights,
  type TensorSpec,
  type TrainableNetwork,
} from '../architectures/trainableNetwork.ts';
import { matchWeights, type WeightReport } from '../imported/matchWeights.ts';
import { openSafetensors } from '../imported/safetensors.ts';
import { readModel } from '../onnx/file/modelFile.ts';
import { normalNumber, randomSource } from '../../app/training/randomSource.ts';

/** Fresh weights; a pure function of the seed. */
export function initialWeights(
  { parameters, buffers }: Pick<TrainableNetwork, 'parameters' | 'buffers'>,
  seed: number,
): NetworkWeights {
  return { parameters: initialNumbers(parameters, seed), buffers: initialNumbers(buffers, seed) };
}

function initialNumbers(specs: readonly TensorSpec[], seed: number): Float32Array {
  const numbers = new Float32Array(countNumbers(specs));
  const parts = tensorParts(specs, numbers);
  for (const [index, { name, initialisation }] of specs.entries()) {
    const part = parts.get(name) ?? new Float32Array();
    if (initialisation.kind === 'values') part.set(initialisation.values);
    if (initialisation.kind === 'ones') part.fill(1);
    if (initialisation.kind !== 'normal') continue;
    const random = randomSource(seed, 0x5eed, index);
    for (let i = 0; i < part.length; i++) part[i] = normalNumber(random) * initialisation.deviation;
  }
  return numbers;
}

/**
 * Overwrites the weights that an earlier model has under the same name and in the same shape, and returns how many
 * tensors that were. Throws `FILE_UNREADABLE` where the model cannot be read.
 */
export async function transferWeights(
  modelFile: string,
  network: Pick<TrainableNetwork, 'parameters' | 'buffers'>,
  weights: NetworkWeights,
): Promise<number> {
  const bytes = await readFile(modelFile).catch((cause: unknown) => {
    throw new AppError('FILE_UNREADABLE', `The model to continue from, ${modelFile}, cannot be read.`, cause);
  });
  const { initializers } = readModel(bytes, modelFile);
  let taken = 0;
  for (const kind of ['parameters', 'buffers'] as const) {
    const parts = tensorParts(network[kind], weights[kind]);
    for (const { name, shape } of network[kind]) {
      const known = initializers.get(name);
      if (known?.dataType !== 'float32' || known.shape.join() !== shape.join()) continue;
      parts.get(name)?.set(known.data);
      taken++;
    }
  }
  return taken;
}

/** The same with the weights of a safetensors file; says what was taken and what was not. */
export async function takeSavedWeights(
  path: string,
  network: Pick<TrainableNetwork, 'parameters' | 'buffers'>,
  weights: NetworkWeights,
): Promise<WeightReport> {
  const file = await openSafetensors(path);
  try {
    const report = matchWeights([...network.parameters, ...network.buffers], file);
    const parts = new Map([
      ...tensorParts(network.parameters, weights.parameters),
      ...tensorParts(network.buffers, weights.buffers),
    ]);
    for (const { name, from } of report.taken) parts.get(name)?.set(await file.read(from));
    return report;
  } finally {
    await file.close();
  }
}
