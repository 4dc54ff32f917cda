import { readFile } from 'node:fs/promises';
import { AppError } from '../../app/contract/errors.ts';
import type { ParameterSpec } from '../architectures/architecture.ts';
import { elementCount } from '../onnx/graph.ts';
import { readModel } from '../onnx/modelFile.ts';
import { normalNumber, randomSource } from './random.ts';

/** Fresh parameters, one after another; a pure function of the seed. */
export function initialParameters(specs: readonly ParameterSpec[], seed: number): Float32Array {
  const values = specs.flatMap(({ shape, initialisation }, index) => {
    const random = randomSource(seed, 0x5eed, index);
    return Array.from({ length: elementCount(shape) }, () => {
      if (initialisation.kind === 'normal') return normalNumber(random) * initialisation.deviation;
      return initialisation.kind === 'ones' ? 1 : 0;
    });
  });
  return Float32Array.from(values);
}

/**
 * Overwrites the parameters that an earlier model has under the same name and in the same shape, and returns how many
 * that were. Throws `FILE_UNREADABLE` where the model cannot be read.
 */
export async function transferParameters(
  modelFile: string,
  specs: readonly ParameterSpec[],
  parameters: Float32Array,
): Promise<number> {
  const bytes = await readFile(modelFile).catch((cause: unknown) => {
    throw new AppError('FILE_UNREADABLE', `The model to continue from, ${modelFile}, cannot be read.`, cause);
  });
  const { initializers } = readModel(bytes, modelFile);
  let offset = 0;
  let taken = 0;
  for (const { name, shape } of specs) {
    const known = initializers.get(name);
    if (known?.dataType === 'float32' && known.shape.join() === shape.join()) {
      parameters.set(known.data, offset);
      taken++;
    }
    offset += elementCount(shape);
  }
  return taken;
}
