import type { TrainConfig } from '../../app/training/trainConfig.ts';
import type { GraphBuilder, Value } from '../onnx/graphBuilder.ts';
import { buildUnet } from './unet.ts';

/** What decides the shape of a network, beside its architecture. */
export interface NetworkSettings {
  readonly architecture: TrainConfig['architecture'];
  /** Channels of the image. */
  readonly channels: number;
  /** Classes of the output; class 0 is the background. */
  readonly classes: number;
  readonly width: number;
  readonly depth: number;
  readonly normalisation: TrainConfig['normalisation'];
}

export interface ParameterSpec {
  /** Unique; the name of the initializer in the model file. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly initialisation:
    { readonly kind: 'zeros' } | { readonly kind: 'ones' } | { readonly kind: 'normal'; readonly deviation: number };
  /** Whether weight decay pulls it to zero: kernels, but no biases and scales. */
  readonly decays: boolean;
}
/** Called by an architecture for each of its parameters, in an order that never changes. */
export type MakeParameter = (spec: ParameterSpec) => Value;

export interface Architecture {
  /** Adds the network to the graph: image (N, channels, H, W) to logits (N, classes, H, W). */
  readonly build: (builder: GraphBuilder, image: Value, settings: NetworkSettings, parameter: MakeParameter) => Value;
  /** Height and width of the image must be multiples of this. */
  readonly multipleOf: (settings: NetworkSettings) => number;
}

export const architectures: { readonly [A in TrainConfig['architecture']]: Architecture } = {
  unet: { build: buildUnet, multipleOf: ({ depth }) => 2 ** depth },
};
