import { expect, it } from 'vitest';
import type { TensorSpec } from '../../architectures/trainableNetwork.ts';
import { KernelOrder, kernelsChannelsFirst, kernelsChannelsLast } from './kernelOrder.ts';

const specs: readonly TensorSpec[] = [
  { name: 'kernel', shape: [2, 3, 1, 2], initialisation: { kind: 'zeros' } },
  { name: 'bias', shape: [2], initialisation: { kind: 'zeros' } },
  { name: 'matrix', shape: [2, 2], initialisation: { kind: 'zeros' } },
];
const numbers = Float32Array.from({ length: 18 }, (_, i) => i);

it('puts the channels of kernels last, and leaves all else', () => {
  const kernel = [0, 2, 4, 1, 3, 5, 6, 8, 10, 7, 9, 11];
  expect([...kernelsChannelsLast(specs, numbers)]).toEqual([...kernel, 12, 13, 14, 15, 16, 17]);
  expect([...kernelsChannelsFirst(specs, kernelsChannelsLast(specs, numbers))]).toEqual([...numbers]);
});

it('shows vectors in the order of the network, and takes back what it showed as it was', () => {
  const order = new KernelOrder(specs);
  const kept = order.keep({ parameters: numbers }, ['parameters']);
  expect([...kept.parameters]).toEqual([...kernelsChannelsLast(specs, numbers)]);
  const shown = order.show(kept);
  expect({ ...shown }).toEqual({ parameters: numbers });
  expect(shown.parameters).toBe(shown.parameters);
  expect(order.keep(shown, ['parameters'])).toBe(kept);
});

it('leaves vectors alone where no kernel is moved', () => {
  const order = new KernelOrder([]);
  expect(order.keep({ parameters: numbers }, ['parameters']).parameters).toEqual(numbers);
});

it('gives back what it showed at once, and says so to who comes too late', () => {
  const order = new KernelOrder(specs);
  const kept = { parameters: numbers.slice(), momentum: numbers.slice() };
  const shown = order.show(kept);
  const read = shown.parameters;
  order.release(shown);
  expect(kept.parameters).toHaveLength(0);
  expect(shown.parameters).toBe(read);
  expect(read).toEqual(kernelsChannelsFirst(specs, numbers));
  expect(() => shown.momentum).toThrow('A later step has replaced this state.');
});
