import { elementCount, float32Tensor } from '../onnx/graph.ts';
import type { Value } from '../onnx/graphBuilder.ts';
import type { Operator } from '../onnx/operators.ts';
import { windowOf, windowReach } from '../onnx/shapes/windows.ts';
import { indicator, multiply, times } from './arithmetic.ts';
import { convolutionGradients } from './convolutionGradients.ts';
import type { GradientRules, RuleContext } from './gradientRule.ts';
import { maxPoolGradient } from './maxPoolGradient.ts';
import { reshapeTo, sumAxes } from './reductions.ts';
import { spreadWindows } from './spreadWindows.ts';
import { transposedConvolutionGradients } from './transposedConvolutionGradients.ts';

/** Operators that move a window over images. */
export const windowGradients = {
  AveragePool: averagePoolGradient,
  Conv: convolutionGradients,
  ConvTranspose: transposedConvolutionGradients,
  // dx = g / pixels
  GlobalAveragePool: ({ builder, inputs: [x = ''], gradient }) => {
    const shape = builder.shape(x);
    const share = times(builder, gradient, 1 / elementCount(shape.slice(2)));
    return [builder.add('Expand', [share, builder.integers(shape)])];
  },
  // dx = g where x = y, in equal shares among equal maxima
  GlobalMaxPool: ({ builder, inputs: [x = ''], outputs: [y = ''], gradient }) => {
    const chosen = indicator(builder, builder.add('Equal', [x, y]));
    const count = sumAxes(builder, chosen, [...builder.shape(x).keys()].slice(2), true);
    return [multiply(builder, chosen, builder.add('Div', [gradient, count]))];
  },
  MaxPool: maxPoolGradient,
} satisfies Partial<GradientRules<Operator>>;

/** dx = sum of g / count over the windows that a pixel lies in; one plane at a time, so channels join the samples. */
function averagePoolGradient({
  builder,
  inputs: [x = ''],
  attributes,
  gradient,
}: RuleContext<'AveragePool'>): readonly (Value | null)[] {
  const shape = builder.shape(x);
  const sizes = shape.slice(2);
  const counts = builder.shape(gradient).slice(2);
  const window = windowOf(sizes, attributes);
  const reach = windowReach(window);
  // Pixels of each window along each axis: those of the image alone, or those of the border too.
  const pixels = counts.map((count, axis) => {
    const [before = 0, after = 0] = [window.pads[axis], window.pads[axis + sizes.length]];
    const size = sizes[axis] ?? 0;
    const [low, high] = attributes.count_include_pad === 1 ? [-before, size + after] : [0, size];
    return Array.from({ length: count }, (_, index) => {
      const start = index * (window.strides[axis] ?? 1) - before;
      return Math.min(start + (reach[axis] ?? 1), high) - Math.max(start, low);
    });
  });
  const products = pixels.reduce((outer, inner) => outer.flatMap((a) => inner.map((b) => a * b)), [1]);
  const planes = elementCount(shape.slice(0, 2));
  const share = builder.add('Mul', [
    reshapeTo(builder, gradient, [planes, 1, ...counts]),
    builder.constant(
      float32Tensor(
        [1, 1, ...counts],
        products.map((product) => 1 / product),
      ),
    ),
  ]);
  const ones = builder.constant(
    float32Tensor([1, 1, ...window.kernel], new Float32Array(elementCount(window.kernel)).fill(1)),
  );
  return [reshapeTo(builder, spreadWindows(builder, share, ones, window, sizes, 1), shape)];
}
