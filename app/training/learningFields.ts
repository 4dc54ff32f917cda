import { boolean, choice, integer, number } from './configField.ts';

/** The settings of how a network learns: what is made small, by which updates, and how large these are. */

export const optimiserFields = {
  learningRate: number(0.002, 1e-6, 1, '', 'Largest size of an update; halve it if the loss jumps.'),
  optimiser: choice(
    ['adamW', 'adam', 'sgd'],
    'How gradients become updates; SGD wants a learning rate of about 0.02 to 0.1.',
  ),
  momentum: number(0.9, 0, 0.999, '', 'Share of the last update that SGD keeps; 0 for none.'),
  nesterov: boolean(false, 'Let SGD look ahead along its momentum (Nesterov).'),
  weightDecay: number(0.01, 0, 1, '', 'How strongly large weights are pulled to zero; biases and scales are not.'),
  clipNorm: number(0, 0, 1e6, '', 'Gradients longer than this, over all weights together, are shortened; 0 for never.'),
  averageDecay: number(
    0,
    0,
    0.99999,
    '',
    'Share of the old in a moving average of the weights, which is then the model, such as 0.99; 0 for none.',
  ),
  accumulateSteps: integer(
    1,
    1,
    1000,
    'steps',
    'Steps whose gradients are averaged for one update: a larger batch in the same memory.',
  ),
};

export const scheduleFields = {
  warmUpSteps: integer(20, 0, 10_000, 'steps', 'Steps over which the learning rate rises to its full size.'),
  schedule: choice(
    ['cosine', 'constant', 'step', 'polynomial', 'cyclic'],
    'How the learning rate runs after the warm-up.',
  ),
  finalLearningRateShare: number(
    0.02,
    0,
    1,
    '',
    'Share of the learning rate that is left at the end, and between cycles.',
  ),
  scheduleDrops: integer(3, 1, 100, 'drops', 'How often the learning rate falls in a step schedule.'),
  scheduleDropFactor: number(0.3, 0, 1, '', 'What the learning rate is multiplied by at each drop of a step schedule.'),
  schedulePower: number(0.9, 0.1, 10, '', 'Power of a polynomial schedule; 1 falls along a straight line.'),
  scheduleCycles: integer(4, 1, 1000, 'cycles', 'Rises and falls of the learning rate in a cyclic schedule.'),
};

function lossWeight(initial: number, description: string) {
  return number(initial, 0, 10, '', description);
}

const lossWeights = {
  crossEntropyWeight: lossWeight(1, 'Weight of the cross-entropy in the loss; 0 leaves it out.'),
  diceWeight: lossWeight(1, 'Weight of the Dice loss, which counts every label alike, however small; 0 leaves it out.'),
  binaryCrossEntropyWeight: lossWeight(0, 'Weight of the cross-entropy of each label against all others.'),
  jaccardWeight: lossWeight(0, 'Weight of the Jaccard loss, intersection over union.'),
  tverskyWeight: lossWeight(0, 'Weight of the Tversky loss, a Dice loss that may fear misses most.'),
  focalWeight: lossWeight(0, 'Weight of the focal loss, a cross-entropy of the hard pixels.'),
  smoothL1Weight: lossWeight(0, 'Weight of the smooth L1 loss between probabilities and truth.'),
};

/** Of these at least one is above 0. */
export const lossWeightKeys = Object.keys(lossWeights) as readonly (keyof typeof lossWeights)[];

export const lossFields = {
  ...lossWeights,
  classWeighting: choice(['balanced', 'none'], 'Whether rare labels weigh more in the losses that count pixels.'),
  labelSmoothing: number(0, 0, 0.9, '', 'Share of each label that the cross-entropy spreads over all labels.'),
  focalFocus: number(2, 0, 10, '', 'How much less the focal loss counts pixels that are nearly right; 0: not less.'),
  tverskyFalsePositiveWeight: number(0.3, 0, 10, '', 'What a wrongly marked pixel costs in the Tversky loss.'),
  tverskyFalseNegativeWeight: number(0.7, 0, 10, '', 'What a missed pixel costs in the Tversky loss.'),
  smoothL1Transition: number(0.1, 0.001, 1, '', 'Difference from which on the smooth L1 loss is straight.'),
};
