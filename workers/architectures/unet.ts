import type { GraphBuilder, Value } from '../onnx/graphBuilder.ts';
import type { NetworkSettings } from './architecture.ts';
import type { NetworkScope } from './trainableNetwork.ts';

/**
 * Ronneberger, Fischer and Brox, "U-Net", 2015, with padded convolutions: `depth` times two 3x3 convolutions and 2x2
 * max pooling, two convolutions at the bottom, and on the way up nearest upsampling, concatenation with the level's
 * own activations and two convolutions; a 1x1 convolution gives the output. Level `l` has `width * 2^l` channels.
 *
 * `image`: (N, channels, H, W) with H and W multiples of 2^depth. Returns (N, classes + maps, H, W), the logits first.
 */
export function buildUnet(scope: NetworkScope, image: Value, settings: NetworkSettings): Value {
  const { builder } = scope;
  const widthAt = (level: number): number => settings.width * 2 ** level;
  const block = (input: Value, outputChannels: number, name: string): Value => {
    const half = convolutionLayer(scope, input, outputChannels, `${name}.0`, settings);
    return convolutionLayer(scope, half, outputChannels, `${name}.1`, settings);
  };

  const skips: Value[] = [];
  let value = image;
  for (let level = 0; level < settings.depth; level++) {
    const skip = block(value, widthAt(level), `down.${level}`);
    skips.push(skip);
    value = builder.add('MaxPool', [skip], { kernel_shape: [2, 2], strides: [2, 2] });
  }
  value = block(value, widthAt(settings.depth), 'middle');
  for (const [level, skip] of [...skips.entries()].reverse()) {
    const joined = builder.add('Concat', [upsampleTwice(builder, value), skip], { axis: 1 });
    value = block(joined, widthAt(level), `up.${level}`);
  }
  return headLayer(scope, value, settings);
}

function convolutionLayer(
  { builder, parameter }: NetworkScope,
  input: Value,
  outputChannels: number,
  name: string,
  settings: NetworkSettings,
): Value {
  const inputChannels = builder.shape(input)[1] ?? 0;
  const kernel = parameter({
    name: `${name}.weight`,
    shape: [outputChannels, inputChannels, 3, 3],
    initialisation: { kind: 'normal', deviation: Math.sqrt(2 / (inputChannels * 9)) },
    decays: true,
  });
  const bias = parameter({
    name: `${name}.bias`,
    shape: [outputChannels],
    initialisation: { kind: 'zeros' },
    decays: false,
  });
  const attributes = { kernel_shape: [3, 3], pads: [1, 1, 1, 1], strides: [1, 1] };
  if (settings.normalisation === 'none') {
    return builder.add('Relu', [builder.add('Conv', [input, kernel, bias], attributes)]);
  }
  const scale = parameter({
    name: `${name}.scale`,
    shape: [outputChannels],
    initialisation: { kind: 'ones' },
    decays: false,
  });
  const convolved = builder.add('Conv', [input, kernel], attributes);
  return builder.add('Relu', [builder.add('InstanceNormalization', [convolved, scale, bias], { epsilon: 1e-5 })]);
}

function upsampleTwice(builder: GraphBuilder, value: Value): Value {
  const scales = builder.constant({ dataType: 'float32', shape: [4], data: Float32Array.of(1, 1, 2, 2) });
  return builder.add('Resize', [value, '', scales], {
    mode: 'nearest',
    nearest_mode: 'floor',
    coordinate_transformation_mode: 'asymmetric',
  });
}

/** Starts near zero, so that the first probabilities are even and the first loss is that of guessing. */
function headLayer({ builder, parameter }: NetworkScope, value: Value, settings: NetworkSettings): Value {
  const outputs = settings.classes + settings.maps.length;
  const inputChannels = builder.shape(value)[1] ?? 0;
  const kernel = parameter({
    name: 'head.weight',
    shape: [outputs, inputChannels, 1, 1],
    initialisation: { kind: 'normal', deviation: 0.1 / Math.sqrt(inputChannels) },
    decays: true,
  });
  const bias = parameter({
    name: 'head.bias',
    shape: [outputs],
    initialisation: { kind: 'zeros' },
    decays: false,
  });
  return builder.add('Conv', [value, kernel, bias], { kernel_shape: [1, 1], pads: [0, 0, 0, 0], strides: [1, 1] });
}
