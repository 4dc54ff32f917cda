import type { MapKind } from '../../app/training/separation.ts';
import type { TrainConfig } from '../../app/training/trainConfig.ts';
import type { Value } from '../onnx/graphBuilder.ts';
import { trainableNetwork, type NetworkScope, type TrainableNetwork } from './trainableNetwork.ts';
import { buildUnet } from './unet.ts';

/** What decides the shape of a network of the catalogue, beside its architecture. */
export interface NetworkSettings {
  readonly architecture: TrainConfig['architecture'];
  /** Channels of the image. */
  readonly channels: number;
  /** Classes of the output; class 0 is the background. */
  readonly classes: number;
  readonly maps: readonly MapKind[];
  readonly width: number;
  readonly depth: number;
  readonly normalisation: TrainConfig['normalisation'];
}

interface Architecture {
  /** Adds the network to the graph: image (N, channels, H, W) to (N, classes + maps, H, W), the logits first. */
  readonly build: (scope: NetworkScope, image: Value, settings: NetworkSettings) => Value;
  /** Height and width of the image must be multiples of this. */
  readonly multipleOf: (settings: NetworkSettings) => number;
}

const architectures: { readonly [A in TrainConfig['architecture']]: Architecture } = {
  unet: { build: buildUnet, multipleOf: ({ depth }) => 2 ** depth },
};

export function catalogueNetwork(settings: NetworkSettings): TrainableNetwork {
  const { architecture, channels, classes, maps } = settings;
  const { build, multipleOf } = architectures[architecture];
  return trainableNetwork({
    name: architecture,
    channels,
    classes,
    maps,
    multipleOf: multipleOf(settings),
    build: (scope, image) => build(scope, image, settings),
  });
}
