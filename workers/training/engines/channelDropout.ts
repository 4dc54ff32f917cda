import type { GraphBuilder, Value } from '../../onnx/graphBuilder.ts';
import { randomSource } from '../../../app/training/randomSource.ts';

export interface DropoutSettings {
  /** Of the channels, 0 to less than 1, that a step leaves out. */
  readonly share: number;
  readonly seed: number;
}

/** An input (N, channels, 1, 1) of the step graph. */
export interface ChannelMask {
  readonly name: string;
  readonly channels: number;
}

/**
 * Spatial dropout (Tompson et al., "Efficient object localization using convolutional networks", 2015): whole channels of
 * an image are left out, because neighbouring pixels of one tell the same. Which ones is an input of the step, so that
 * either engine, and a run that goes on after a break, leaves out the same.
 */
export class ChannelDropout {
  readonly masks: ChannelMask[] = [];
  readonly #builder: GraphBuilder;
  readonly #settings: DropoutSettings | undefined;
  readonly #batchSize: number;

  constructor(builder: GraphBuilder, settings: DropoutSettings | undefined, batchSize: number) {
    this.#builder = builder;
    this.#settings = settings;
    this.#batchSize = batchSize;
  }

  /** `x` (N, C, H, W) times its mask. */
  apply(x: Value): Value {
    if (this.#settings === undefined) return x;
    const [, channels = 0] = this.#builder.shape(x);
    const name = `dropout.${this.masks.length}`;
    this.masks.push({ name, channels });
    return this.#builder.add('Mul', [x, this.#builder.input(name, [this.#batchSize, channels, 1, 1])]);
  }
}

/**
 * What the masks of a step hold, by their names: 0 for a channel that is left out, 1 / (1 - share) for one that is kept,
 * so that their mean stays 1. A pure function of the seed and the step.
 */
export function keptChannels(
  { dropout, batchSize }: { readonly dropout?: DropoutSettings; readonly batchSize: number },
  masks: readonly ChannelMask[],
  step: number,
): Readonly<Record<string, Float32Array>> {
  if (dropout === undefined) return {};
  const { share, seed } = dropout;
  const entries = masks.map(({ name, channels }, index) => {
    const random = randomSource(seed, step, 0xd509, index);
    const draw = (): number => (random() < share ? 0 : 1 / (1 - share));
    return [name, Float32Array.from({ length: batchSize * channels }, draw)] as const;
  });
  return Object.fromEntries(entries);
}
