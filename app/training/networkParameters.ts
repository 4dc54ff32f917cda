import type { TrainConfig } from './trainConfig.ts';

/** What the number of a network's weights depends on; input channels and classes hardly matter. */
export type NetworkSize = Pick<TrainConfig, 'width' | 'depth'>;

/** Kernels of a U-Net's way up, two of 3x3 a level, in squares of `width`. */
const unetDecoder = (depth: number): number => 12 * (4 ** depth - 1);
/** Stem and four stages of two basic blocks with 1, 2, 4 and 8 times `width` channels. */
const residualBackbone = 2734;
/** Five branches of 4 `width` channels on 8 `width`, and what joins them. */
const atrousPyramid = 240;

/** The weights of the kernels, without biases and the like, from the widths that the networks are built with. */
export const networkParameters: { readonly [A in TrainConfig['architecture']]: (size: NetworkSize) => number } = {
  unet: ({ width, depth }) => width ** 2 * (unetDecoder(depth) + 18 * 4 ** depth - 4.5),
  residualUnet: ({ width, depth }) => width ** 2 * (unetDecoder(depth) + (128 / 3) * (4 ** depth - 1) + 18),
  mobileUnet: ({ width, depth }) => {
    const widths = [1, 1, 2, 4, 6, 10, 20].map((factor) => factor * width);
    const at = (level: number): number => widths[level] ?? 0;
    const separable = (inputs: number, outputs: number): number => inputs * (9 + outputs);
    const inverted = (inputs: number, outputs: number): number => 6 * inputs * (inputs + 9 + outputs);
    const levels = Array.from({ length: depth }, (_, level) => {
      const up = separable(at(level) + at(level + 1), at(level)) + separable(at(level), at(level));
      const down =
        level === 0 ? 11 * width ** 2 : inverted(at(level), at(level + 1)) + inverted(at(level + 1), at(level + 1));
      return up + down;
    });
    return levels.reduce((sum, count) => sum + count, 0);
  },
  fcn8s: ({ width }) => width ** 2 * (9 + 54 + 360 + 1440 + 1728 + 1152 + 256),
  segnet: ({ width, depth }) => {
    const factors = [1, 2, 4, 8, 8, 8];
    const stages = Array.from({ length: depth }, (_, stage) => {
      const [own, above] = [factors[stage] ?? 8, factors[Math.max(0, stage - 1)] ?? 8];
      const inner = stage < 2 ? 0 : 1;
      const entry = stage === 0 ? 0 : own * above;
      return 9 * (entry + (1 + inner) * own ** 2 + (1 + inner) * own ** 2 + own * above);
    });
    return width ** 2 * stages.reduce((sum, count) => sum + count, 0);
  },
  pspnet: ({ width }) => width ** 2 * (residualBackbone + 640),
  deeplabV3Plus: ({ width }) => width ** 2 * (residualBackbone + atrousPyramid + 37),
  panopticDeeplab: ({ width }) => width ** 2 * (residualBackbone + 2 * atrousPyramid + 82),
};
