import fc from 'fast-check';
import { expect, test } from 'vitest';
import { float32Tensor } from '../graph.ts';
import { readTensor } from '../file/tensorFile.ts';
import type { RealTensor } from './networkDraft.ts';
import { quantiseKernel, unsignedScale } from './quantisedTensors.ts';

const number = fc
  .float({ noNaN: true, noDefaultInfinity: true, min: -100, max: 100 })
  .map((value) => (Math.abs(value) < 1e-30 ? 0 : value));

test('8 bits reach a whole range, with zero exactly among their numbers', () => {
  fc.assert(
    fc.property(number, number, (a, b) => {
      const [low, high] = [Math.min(a, b), Math.max(a, b)];
      const { scale, zeroPoint } = unsignedScale({ low, high });
      expect(Number.isInteger(zeroPoint) && zeroPoint >= 0 && zeroPoint <= 255).toBe(true);
      // Rounding the zero point moves both ends by half a step.
      expect(scale * (0 - zeroPoint)).toBeLessThanOrEqual(Math.min(0, low) + scale * 0.501);
      expect(scale * (255 - zeroPoint)).toBeGreaterThanOrEqual(Math.max(0, high) - scale * 0.501);
    }),
  );
  expect(unsignedScale({ low: 0, high: 5.1 }).zeroPoint).toBe(0);
  expect(unsignedScale({ low: 0, high: 0 })).toEqual({ scale: 1, zeroPoint: 0 });
});

test('kernels are within half a step of each channel, use 7 bits, and biases are in steps of the sums', () => {
  const kernels = fc.record({
    shape: fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })),
    axis: fc.constantFrom(0, 1),
    seed: fc.array(number, { minLength: 36, maxLength: 36 }),
    inputScale: fc.constantFrom(0.001, 0.5, 3),
  });
  fc.assert(
    fc.property(kernels, ({ shape, axis, seed, inputScale }) => {
      const count = shape[0] * shape[1] * shape[2];
      const kernel = float32Tensor(shape, seed.slice(0, count)) as RealTensor;
      const channels = shape[axis];
      const bias = float32Tensor([channels], seed.slice(0, channels)) as RealTensor;
      const found = quantiseKernel(kernel, axis, bias, inputScale);
      const whole = Array.from(readTensor(found.kernel, 'test').data, Number);
      expect(whole.every((value) => Math.abs(value) <= 64)).toBe(true);
      const inner = shape.slice(axis + 1).reduce((product, size) => product * size, 1);
      for (const [index, value] of kernel.data.entries()) {
        const scale = found.scales[Math.floor(index / inner) % channels] as number;
        expect(Math.abs((whole[index] as number) * scale - value)).toBeLessThanOrEqual(scale * 0.5001);
      }
      const steps = Array.from(readTensor(found.bias as NonNullable<typeof found.bias>, 'test').data, Number);
      for (const [channel, value] of bias.data.entries()) {
        const scale = found.biasScales[channel] as number;
        expect(scale / (found.scales[channel] as number) / inputScale).toBeCloseTo(1, 6);
        expect(Math.abs((steps[channel] as number) * scale - value)).toBeLessThanOrEqual(
          scale * 0.6 + Math.abs(value) * 1e-6,
        );
      }
    }),
  );
});
