import { tensorParts } from '../../workers/architectures/trainableNetwork.ts';
import { composeOptimiser } from '../../workers/optimisers/composeOptimiser.ts';
import { openEngine } from '../../workers/training/engines/openEngine.ts';
import { differencesOf, type Difference } from './difference.ts';
import { exportNetwork, type LearningTask } from './exportNetwork.ts';
import { readTensorFile } from './tensorFile.ts';
import { runTorch } from './torch.ts';

export interface StepsComparison {
  /** The loss before each step. */
  readonly losses: readonly (Difference & { readonly loss: number })[];
  /** Parameters and buffers after the last step. */
  readonly weights: readonly Difference[];
}

/** A training step on each batch, here and in PyTorch, from the same weights. */
export async function compareSteps(task: LearningTask, python: string, folder: string): Promise<StepsComparison> {
  exportNetwork(task, folder);
  runTorch(python, 'steps', folder);
  type Losses = Readonly<Record<'single' | 'double', readonly number[]>>;
  const torch = readTensorFile<{ readonly losses: Losses }>(folder, 'results');
  const { network, batches, rates } = task;
  const engine = await openEngine(task, 'cpu', 0);
  const { parameters, buffers } = task.weights;
  const weights = { parameters: parameters.slice(), buffers: buffers.slice() };
  const optimiser = composeOptimiser(task.optimiser).init(weights.parameters);
  const state = { step: 0, weights, optimiser };
  const losses: number[] = [];
  for (const [index, batch] of batches.entries()) losses.push(await engine.run(batch, state, rates[index] ?? NaN));
  await engine.release();

  const perStep = new Map(losses.map((loss, index) => [String(index + 1), [loss]]));
  const learnt = new Map([
    ...tensorParts(network.parameters, state.weights.parameters),
    ...tensorParts(network.buffers, state.weights.buffers),
  ]);
  const { description, tensors } = torch;
  return {
    losses: differencesOf(perStep, (precision, step) => [description.losses[precision][Number(step) - 1] ?? NaN]).map(
      (difference, index) => ({ ...difference, loss: losses[index] ?? NaN }),
    ),
    weights: differencesOf(learnt, (precision, name) => tensors.get(`${precision}/weight/${name}`)),
  };
}
