import type { Value } from '../onnx/graphBuilder.ts';
import { windowOf } from '../onnx/shapes/windows.ts';
import { kernelGradient } from './kernelGradient.ts';
import { noGradient, type RuleContext } from './gradientRule.ts';
import { sumAxes } from './reductions.ts';

/**
 * Y(n,o,s p + d k - pad) = b(o) + sum over c,k of W(c,o,k) X(n,c,p), with stride s and dilation d: the way back of a
 * convolution from Y to X. So dX = that convolution of G, and dW = its kernel gradient with G as image and X as response.
 */
export function transposedConvolutionGradients(context: RuleContext<'ConvTranspose'>): readonly (Value | null)[] {
  const { builder, inputs, attributes, gradient, needs, device } = context;
  const [x = '', weight = ''] = inputs;
  if (builder.shape(x).length !== 4) throw noGradient(context, 'only images of rows and columns have one');
  const group = attributes.group ?? 1;
  const shape = builder.shape(weight);
  const window = windowOf(builder.shape(gradient).slice(2), attributes, shape.slice(2));
  const { kernel: kernel_shape, strides, dilations, pads } = window;
  const convolution = { dilations, group, kernel_shape, pads, strides };
  return [
    needs(0) ? builder.add('Conv', [gradient, weight], convolution) : null,
    needs(1)
      ? kernelGradient({ builder, image: gradient, response: x, shape, window, group, device, block: null })
      : null,
    needs(2) ? sumAxes(builder, gradient, [0, 2, 3], false) : null,
  ];
}
