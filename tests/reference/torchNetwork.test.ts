import { describe, expect, it } from 'vitest';
import { gradientRules } from '../../workers/autodiff/gradientRules.ts';
import type { TrainableNetwork } from '../../workers/architectures/trainableNetwork.ts';
import { gradientTasks } from '../benchmarks/gradientTasks.ts';
import { excesses, tight } from '../benchmarks/gradientTolerances.ts';
import { findPython } from '../fixtures/findPython.ts';
import { temporaryFolder } from '../fixtures/temporaryFolder.ts';
import { compareGradients } from './compareGradients.ts';
import { compareSteps } from './compareSteps.ts';
import { exampleTask } from './exampleTask.ts';
import { buildForward } from './exportNetwork.ts';

const kinds = ['activations', 'arrangements', 'normalisations', 'windows'] as const;
const taskOf = (network: TrainableNetwork, config = {}) => {
  return exampleTask({ network, batchSize: 2, patchSize: 12, steps: 4, config });
};

it('compares every operator that has a gradient', () => {
  const used = new Set(
    kinds.flatMap((kind) => buildForward(taskOf(gradientTasks[kind].network)).nodes.map(({ operator }) => operator)),
  );
  expect(Object.keys(gradientRules).filter((operator) => !used.has(operator as never))).toEqual([]);
});

const python = findPython(['torch']);

describe.skipIf(python === null)(
  'networks of every kind of layer learn as in PyTorch (skipped where it is absent)',
  () => {
    it.each(kinds)('%s', async (kind) => {
      const { network, config } = gradientTasks[kind];
      const task = taskOf(network, config);
      const folder = temporaryFolder();
      const gradients = await compareGradients(task, python ?? '', folder);
      const steps = await compareSteps(task, python ?? '', folder);
      expect(gradients.gradients).toHaveLength(network.parameters.length);
      expect(steps.losses).toHaveLength(4);
      expect(excesses({ ...gradients, steps }, tight)).toEqual([]);
      expect(steps.weights.filter(({ own }) => !(own < 1e-4))).toEqual([]);
    });
  },
);
