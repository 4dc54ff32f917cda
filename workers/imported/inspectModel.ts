import type { ImportedModel } from '../../app/contract/importMessages.ts';
import { countNumbers } from '../architectures/trainableNetwork.ts';
import { elementCount } from '../onnx/graph.ts';
import { importForRun, type ImportConfig } from './importForRun.ts';
import type { ImportSettings } from './importPlan.ts';
import type { LearnableTensor } from './layers.ts';
import { reportLines } from './matchWeights.ts';
import { possibleCuts } from './networkParts.ts';

const mostCuts = 30;

/** What a training by these settings would make of a model; throws what the training would throw. */
export async function inspectModel(
  config: ImportConfig,
  project: Pick<ImportSettings, 'channels' | 'classes' | 'maps'>,
): Promise<ImportedModel> {
  const { model, network, weights, notes } = await importForRun(config, project, '.');
  const { plan } = network;
  const held = new Set(network.held);
  const learnt = network.parameters.filter(({ name }) => !held.has(name));
  return {
    input: model.input.shape.join(' x '),
    channels: plan.channels,
    operatorSet: model.operatorSet,
    nodes: model.nodes.length,
    target: plan.target,
    head: plan.head,
    proposedCut: plan.proposal,
    cuts: [...possibleCuts(model, plan.output.name)].slice(0, mostCuts),
    layers: plan.layers,
    learnt: { tensors: learnt.length, numbers: countNumbers(learnt) },
    frozen: { tensors: plan.frozen.length, numbers: numbersIn(plan.frozen) },
    learntNames: learnt.map(({ name }) => name),
    advancing: plan.advancing.length,
    multipleOf: network.multipleOf,
    onlySize: network.onlySize ?? null,
    notes: [
      ...notes,
      ...(plan.head === 'new' ? [] : plan.output.takenOff.map(closingNote)),
      ...(network.onlySize === undefined
        ? []
        : [
            `The model has numbers in it that belong to one size of images: it will work in tiles of ${network.onlySize}.`,
          ]),
      ...(weights === null ? [] : reportLines(weights, config.weightsFile ?? '')),
    ],
  };
}

function closingNote(operator: string): string {
  if (operator === 'Softmax') return 'Softmax at the end is taken off for the training and put back afterwards.';
  return `${operator} at the end is taken off; the new model ends with Softmax.`;
}

function numbersIn(tensors: readonly LearnableTensor[]): number {
  return tensors.reduce((sum, { tensor }) => sum + elementCount(tensor.shape), 0);
}
