import type { Value } from '../../onnx/graphBuilder.ts';
import type { NetworkScope } from '../trainableNetwork.ts';
import { repeatTwice } from './upsampling.ts';

/** Two convolutions, of a U-Net's own kind. */
export type DecoderBlock = (x: Value, outputs: number, name: string) => Value;

/**
 * The way up of a U-Net: nearest upsampling, concatenation with the level's own activations `skips` and a block, whose
 * result has as many channels as these; `up.level` by name. `x` lies one level below the last of them.
 */
export function unetDecoder(scope: NetworkScope, x: Value, skips: readonly Value[], block: DecoderBlock): Value {
  const { builder } = scope;
  return [...skips.entries()].reduceRight((value, [level, skip]) => {
    const joined = builder.add('Concat', [repeatTwice(builder, value), skip], { axis: 1 });
    return block(joined, builder.shape(skip)[1] ?? 0, `up.${level}`);
  }, x);
}
