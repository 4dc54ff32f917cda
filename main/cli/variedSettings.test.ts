import { expect, test } from 'vitest';
import { parseVaried } from './variedSettings.ts';

test('ranges and lists are told apart', () => {
  const varied = [
    ...['learningRate=1e-4..1e-2:log', 'momentum=0.5..0.99', 'depth=2..4', 'width=16,32'],
    ...['optimiser=adam,sgd', 'flips=true,false', 'freeze=encoder.0.*,encoder.*'],
  ];
  expect(parseVaried(varied)).toEqual({
    learningRate: { from: 1e-4, to: 1e-2, scale: 'log' },
    momentum: { from: 0.5, to: 0.99 },
    depth: { from: 2, to: 4 },
    width: [16, 32],
    optimiser: ['adam', 'sgd'],
    flips: [true, false],
    freeze: ['encoder.0.*', 'encoder.*'],
  });
  expect(() => parseVaried(['width'])).toThrow('"width" does not say what to try');
});
