import { architectureFacts } from '../../app/training/architectures.ts';
import type { MapKind } from '../../app/training/separation.ts';
import type { TrainConfig } from '../../app/training/trainConfig.ts';
import type { Value } from '../onnx/graphBuilder.ts';
import { buildDeeplab } from './deeplab.ts';
import { buildFcn8s } from './fcn8s.ts';
import { buildMobileUnet } from './mobileUnet.ts';
import { buildPanopticDeeplab } from './panopticDeeplab.ts';
import { buildPspnet } from './pspnet.ts';
import { buildResidualUnet } from './residualUnet.ts';
import { buildSegnet } from './segnet.ts';
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

/** Adds a network to the graph: image (N, channels, H, W) to (N, classes + maps, H, W), the logits first. */
type BuildNetwork = (scope: NetworkScope, image: Value, settings: NetworkSettings) => Value;

/**
 * How each architecture is built; what people are told of it stands in `architectureFacts`. All of these are networks of
 * one stage: one pass from the image to planes of its size. A network of two stages (proposals, RoIAlign, and a head for
 * each region) answers with lists, not planes; it would come in as a second kind beside `BuildNetwork`, with an output
 * contract, losses and an inference of its own.
 */
const architectures: { readonly [A in TrainConfig['architecture']]: BuildNetwork } = {
  unet: buildUnet,
  residualUnet: buildResidualUnet,
  mobileUnet: buildMobileUnet,
  fcn8s: buildFcn8s,
  segnet: buildSegnet,
  pspnet: buildPspnet,
  deeplabV3Plus: buildDeeplab,
  panopticDeeplab: buildPanopticDeeplab,
};

export function catalogueNetwork(settings: NetworkSettings): TrainableNetwork {
  const { architecture, channels, classes, maps } = settings;
  return trainableNetwork({
    name: architecture,
    channels,
    classes,
    maps,
    multipleOf: architectureFacts[architecture].multipleOf(settings.depth),
    build: (scope, image) => architectures[architecture](scope, image, settings),
  });
}
