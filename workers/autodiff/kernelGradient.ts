import type { Value } from '../onnx/graphBuilder.ts';
import { blockedKernelGradient } from './blockedKernelGradient.ts';
import { depthwiseKernelGradient, suitsDepthwise } from './depthwiseKernelGradient.ts';
import { gatheredKernelGradient, suitsGathering } from './gatheredKernelGradient.ts';
import { sumOfProducts } from './kernelProducts.ts';
import { fewChannels, isSameSize, type KernelUse } from './kernelUse.ts';
import { hasCheapPhases, kernelGradientOfPhases } from './phasedKernelGradient.ts';

/** dW(o,c,k) = sum over n,p of G(n,o,p) X(n,c,s p + d k - pad): matrix products over the pixels. */
export function kernelGradient(use: KernelUse): Value {
  if (hasCheapPhases(use)) return kernelGradientOfPhases(use, kernelGradient);
  if (suitsDepthwise(use)) return depthwiseKernelGradient(use);
  const block = blockFor(use);
  if (block !== null) return blockedKernelGradient({ ...use, block });
  if ((use.shape[1] ?? 1) > fewChannels && suitsGathering(use)) return gatheredKernelGradient(use);
  return sumOfProducts(use);
}

/** The channels in a block where the whole gradient can be taken in blocks, else `null`. */
function blockFor(use: KernelUse): number | null {
  const { builder, image, response, group, block } = use;
  if (block === null || group !== 1 || !isSameSize(use)) return null;
  const [, channels = 1, height = 1] = builder.shape(image);
  const [, outputs = 1] = builder.shape(response);
  return [channels, outputs, height].every((size) => size % block === 0) ? block : null;
}
