import { batchNormalisation } from '../../workers/architectures/layers/batchNormalisation.ts';
import {
  trainableNetwork,
  type NetworkScope,
  type TrainableNetwork,
} from '../../workers/architectures/trainableNetwork.ts';
import { float32Tensor } from '../../workers/onnx/graph.ts';
import type { Value } from '../../workers/onnx/graphBuilder.ts';
import { randomSource } from '../../app/training/randomSource.ts';

const side = 32;

/**
 * Layers as segmentation networks have them, with channels that fill whole blocks of 16 or do not; for images of 32 x 32.
 * Without bends, rounding cannot decide about the slope of any.
 */
export function randomConvolutionalNetwork(seed: number, bends: 'bent' | 'smooth'): TrainableNetwork {
  const channels = [1, 3, 16][seed % 3] ?? 1;
  return trainableNetwork({
    name: `random ${seed}`,
    channels,
    classes: 2 + (seed % 2),
    maps: [],
    multipleOf: side,
    build: (scope, image) => new Draft(scope, seed, bends === 'bent').build(image, 2 + (seed % 2)),
  });
}

/** Draws the same however often it builds. */
class Draft {
  readonly #scope: NetworkScope;
  readonly #random: () => number;
  readonly #mayBend: boolean;
  #tensors = 0;

  constructor(scope: NetworkScope, seed: number, mayBend: boolean) {
    this.#scope = scope;
    this.#mayBend = mayBend;
    this.#random = randomSource(seed, 0xc0de);
  }

  build(image: Value, classes: number): Value {
    const { builder } = this.#scope;
    const skips = new Map<number, Value>();
    let x = this.#convolution(image, 16, { size: 3 });
    for (let layer = 0; layer < 6; layer++) {
      const [, , height = 1] = builder.shape(x);
      skips.set(height, x);
      x = this.#pick([
        () => this.#convolution(x, this.#pick([16, 32, 24]), { size: this.#pick([1, 3, 3, 5]) }),
        () => this.#convolution(x, this.#pick([16, 48]), { size: 3, dilation: 2 }),
        () => (height > 8 ? this.#convolution(x, 32, { size: this.#pick([2, 3]), stride: 2 }) : x),
        () => (height > 8 ? this.#pooled(x) : x),
        () => builder.add('Add', [x, this.#convolution(x, builder.shape(x)[1] ?? 1, { size: 3 })]),
        () => (height < side ? this.#upsampled(x, skips) : x),
      ])();
    }
    const logits = this.#convolution(x, classes, { size: 1 }, false);
    const factor = side / (builder.shape(logits)[2] ?? 1);
    return factor === 1 ? logits : this.#enlarged(logits, factor);
  }

  #pooled(x: Value): Value {
    const operator = this.#mayBend ? 'MaxPool' : 'AveragePool';
    return this.#scope.builder.add(operator, [x], { kernel_shape: [2, 2], strides: [2, 2] });
  }

  #upsampled(x: Value, skips: ReadonlyMap<number, Value>): Value {
    const { builder } = this.#scope;
    const large = this.#enlarged(x, 2);
    const skip = skips.get(builder.shape(large)[2] ?? 0);
    const joined = skip === undefined ? large : builder.add('Concat', [large, skip], { axis: 1 });
    return this.#convolution(joined, this.#pick([16, 32]), { size: 3 });
  }

  #enlarged(x: Value, factor: number): Value {
    const scales = this.#scope.builder.constant(float32Tensor([4], [1, 1, factor, factor]));
    const repetition = { mode: 'nearest', nearest_mode: 'floor', coordinate_transformation_mode: 'asymmetric' };
    return this.#scope.builder.add('Resize', [x, '', scales], repetition);
  }

  #convolution(
    x: Value,
    outputs: number,
    { size, stride = 1, dilation = 1 }: { readonly size: number; readonly stride?: number; readonly dilation?: number },
    isNormalised = true,
  ): Value {
    const { builder, parameter } = this.#scope;
    const [, inputs = 1] = builder.shape(x);
    const name = `tensor${this.#tensors++}`;
    const deviation = Math.sqrt(2 / (inputs * size ** 2));
    const kernel = parameter({
      name: `${name}.weight`,
      shape: [outputs, inputs, size, size],
      initialisation: { kind: 'normal', deviation },
      decays: true,
    });
    const bias = parameter({
      name: `${name}.bias`,
      shape: [outputs],
      initialisation: { kind: 'zeros' },
      decays: false,
    });
    const before = Math.floor(((size - 1) * dilation) / 2);
    const after = (size - 1) * dilation - before - (stride > 1 && size === 2 ? 1 : 0);
    const y = builder.add('Conv', [x, kernel, bias], {
      kernel_shape: [size, size],
      pads: [before, before, after, after],
      strides: [stride, stride],
      dilations: [dilation, dilation],
    });
    if (!isNormalised) return y;
    const z = this.#pick([true, false]) ? y : batchNormalisation(this.#scope, y, `${name}.norm`);
    const bent = [() => builder.add('Relu', [z]), () => builder.add('LeakyRelu', [z], { alpha: 0.1 })];
    const smooth = [() => builder.add('Sigmoid', [z]), () => builder.add('Tanh', [z])];
    return this.#pick(this.#mayBend ? bent : smooth)();
  }

  #pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.#random() * list.length)] as T;
  }
}
