import { AppError } from '../../app/contract/errors.ts';
import type { TrainConfig } from '../../app/training/trainConfig.ts';
import type { ParameterSpec, TrainableNetwork } from '../architectures/trainableNetwork.ts';
import { freezeSettings, idleGlob, isFrozen, type FreezableTensor } from '../imported/freezing.ts';

/**
 * Names of the parameters of a network of the catalogue that stay as they are, by `freeze` and `freezeLayers`. Throws
 * `INVALID_INPUT` for a name that means none, and where nothing would be left to learn.
 */
export function heldParameters(
  { parameters }: Pick<TrainableNetwork, 'parameters'>,
  config: Pick<TrainConfig, 'freeze' | 'freezeLayers'>,
): readonly string[] {
  const settings = freezeSettings(config);
  const tensors = inLayers(parameters);
  const idle = idleGlob(settings.freeze, tensors);
  if (idle !== undefined) {
    const known = parameters.slice(0, 5).map(({ name }) => name);
    const sentence = `The network has no weight that "${idle}" names; there are, among others,`;
    throw new AppError('INVALID_INPUT', `${sentence} ${known.join(', ')}.`);
  }
  const layers = 1 + Math.max(-1, ...tensors.map(({ layer }) => layer));
  const held = tensors.filter((tensor) => isFrozen(tensor, layers, settings));
  if (held.length > 0 && held.length === tensors.length) {
    throw new AppError('INVALID_INPUT', 'Every weight of the network is frozen, so nothing can learn.');
  }
  return held.map(({ name }) => name);
}

/** The kernels in their order count, and what follows one up to the next belongs to it. */
function inLayers(parameters: readonly ParameterSpec[]): readonly FreezableTensor[] {
  let kernels = 0;
  return parameters.map(({ name, decays }) => {
    if (decays) kernels++;
    return { name, layer: Math.max(0, kernels - 1) };
  });
}
