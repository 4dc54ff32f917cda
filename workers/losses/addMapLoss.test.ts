import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import type { MapKind } from '../../app/training/separation.ts';
import { addGradients } from '../autodiff/addGradients.ts';
import { GraphBuilder } from '../onnx/graphBuilder.ts';
import { writeModel } from '../onnx/file/modelFile.ts';
import { addLoss } from './addLoss.ts';
import { ignoredClass } from '../../app/training/ignoredClass.ts';

const pixels = 4;
const classes = [0, 1, ignoredClass, 2];
const logits = Array.from({ length: 3 * pixels }, (_, i) => Math.sin(1.7 * i));
const wave = (planes: number, phase: number): number[] =>
  Array.from({ length: planes * pixels }, (_, i) => 3 * Math.sin(phase + i));

/** Loss and its gradient by the whole output, with or without maps. */
async function run(maps: readonly MapKind[], found: readonly number[], wanted: readonly number[]) {
  const builder = new GraphBuilder();
  const shapes = { output: [1, 3 + maps.length, 2, 2], target: [1, 1 + maps.length, 2, 2] };
  const output = builder.input('output', shapes.output);
  const target = builder.input('target', shapes.target);
  const terms = [{ kind: 'crossEntropy', weight: 1, labelSmoothing: 0 }] as const;
  const loss = addLoss(builder, output, target, [1, 2, 3], terms, maps);
  const gradient = addGradients(builder, loss, [output], 'cpu').get(output) ?? '';
  for (const value of [loss, gradient]) builder.output(value);
  const session = await InferenceSession.create(writeModel(builder.finish()));
  const results = await session.run({
    output: new Tensor('float32', Float32Array.from([...logits, ...found]), shapes.output),
    target: new Tensor('float32', Float32Array.from([...classes, ...wanted]), shapes.target),
  });
  await session.release();
  return { loss: Number(results[loss]?.data[0]), gradient: [...(results[gradient]?.data as Float32Array)] };
}

/** Pixels 0, 1 and 3 count, of which 1 and 3 lie on objects; a mean has one more in its denominator. */
const cases: readonly { maps: readonly MapKind[]; terms: readonly (readonly [number, number, 1 | 2, number[]])[] }[] = [
  { maps: ['distance'], terms: [[4, 4, 2, [0, 1, 3]]] },
  {
    maps: ['centre', 'offsetX', 'offsetY'],
    terms: [
      [200, 4, 2, [0, 1, 3]],
      [0.01, 3, 1, [1, 3]],
      [0.01, 3, 1, [1, 3]],
    ],
  },
];

describe('the loss of maps', () => {
  it.each(cases)('adds its formula and gradient to that of the classes: $maps', async ({ maps, terms }) => {
    const [found, wanted] = [wave(maps.length, 0), wave(maps.length, 2)];
    const plain = await run([], [], []);
    const whole = await run(maps, found, wanted);

    const gradient = new Array<number>(maps.length * pixels).fill(0);
    let sum = 0;
    for (const [map, [weight, count, power, counted]] of terms.entries()) {
      for (const pixel of counted) {
        const at = map * pixels + pixel;
        const difference = (found[at] ?? NaN) - (wanted[at] ?? NaN);
        sum += (weight / count) * Math.abs(difference) ** power;
        gradient[at] = (weight / count) * (power === 1 ? Math.sign(difference) : 2 * difference);
      }
    }
    expect(whole.loss).toBeCloseTo(plain.loss + sum, 3);
    for (const [i, value] of [...plain.gradient, ...gradient].entries())
      expect(whole.gradient[i]).toBeCloseTo(value, 3);
  });
});
