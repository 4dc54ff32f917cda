import type { Value } from '../onnx/graphBuilder.ts';
import type { NetworkSettings } from './architecture.ts';
import { atrousPyramid } from './layers/atrousPyramid.ts';
import { convolutionLayer, separableLayer } from './layers/convolutionLayer.ts';
import { headLayer } from './layers/headLayer.ts';
import { residualBackbone, type BackboneFeatures } from './layers/residualBackbone.ts';
import { enlarge } from './layers/upsampling.ts';
import type { NetworkScope } from './trainableNetwork.ts';

/** One of the two decoders; the channels of its parts. */
interface DecoderWidths {
  readonly pyramid: number;
  /** Of the backbone's activations. */
  readonly reduced: number;
  readonly joined: number;
  readonly head: number;
}

/**
 * Cheng et al., "Panoptic-DeepLab", 2020: one dilated residual network and two decoders on it, each with atrous spatial
 * pyramid pooling of its own. A decoder upsamples to an eighth and to a quarter of the image, joins the activations that
 * the backbone has there, reduced to few channels, and convolves them by a separable 5x5 convolution. The semantic one
 * gives the logits; the instance one, which is narrower, the heatmap of centres and the offsets to them.
 *
 * Adapted: a backbone of 18 layers instead of Xception-71; an output stride of 2^depth, 16 in the paper; widths that are
 * to `width` about as the paper's are to 64; dilations for small cut-outs (see `atrousPyramid`).
 *
 * `image`: (N, channels, H, W) with H and W multiples of 2^depth. Returns (N, classes + maps, H, W): the logits, and then
 * the heatmap and the two offsets.
 */
export function buildPanopticDeeplab(scope: NetworkScope, image: Value, settings: NetworkSettings): Value {
  const { builder } = scope;
  const { width, classes, maps } = settings;
  const features = residualBackbone(scope, image, settings);
  const semantic = { pyramid: 4 * width, reduced: width, joined: 4 * width, head: 4 * width };
  const instance = { pyramid: 4 * width, reduced: width, joined: 2 * width, head: width };
  const decode = (name: string, widths: DecoderWidths): Value => decoder(scope, features, name, widths, settings);

  const classMaps = decode('semantic', semantic);
  const places = decode('instance', instance);
  const heads = [
    head(scope, classMaps, classes, 'semantic', semantic.head, settings),
    head(scope, places, 1, 'centre', instance.head, settings),
    head(scope, places, maps.length - 1, 'offset', instance.head, settings),
  ];
  return enlarge(builder, builder.add('Concat', heads, { axis: 1 }), 4);
}

/** To (N, joined, H / 4, W / 4). */
function decoder(
  scope: NetworkScope,
  { eighth, quarter, last }: BackboneFeatures,
  name: string,
  widths: DecoderWidths,
  { depth, normalisation }: NetworkSettings,
): Value {
  const { builder } = scope;
  const outputStride = 2 ** depth;
  const pyramid = atrousPyramid(scope, last, `${name}.pyramid`, { normalisation, width: widths.pyramid, outputStride });
  const join = (value: Value, factor: number, skip: Value, level: string): Value => {
    const few = convolutionLayer(scope, skip, widths.reduced, `${name}.${level}.low`, { normalisation, size: 1 });
    const joined = builder.add('Concat', [enlarge(builder, value, factor), few], { axis: 1 });
    return separableLayer(scope, joined, widths.joined, `${name}.${level}`, { normalisation, size: 5 });
  };
  const middle = join(pyramid, outputStride / 8, eighth, 'eighth');
  return join(middle, 2, quarter, 'quarter');
}

function head(
  scope: NetworkScope,
  x: Value,
  outputs: number,
  name: string,
  width: number,
  { normalisation }: NetworkSettings,
): Value {
  const value = separableLayer(scope, x, width, `${name}.head.layer`, { normalisation, size: 5 });
  return headLayer(scope, value, outputs, `${name}.head`);
}
