import { AppError } from '../../app/contract/errors.ts';
import { GraphBuilder } from '../onnx/graphBuilder.ts';
import type { ForeignModel, ForeignNode } from './foreignModel.ts';
import { channelsMade, kernelNodes } from './layers.ts';
import { nodesBehind, replay } from './replay.ts';

/** The ends of a foreign network: what it takes, what it gives, and where it can be cut. */

/** Operators behind the logits that turn them into probabilities or classes. */
const closingOperators: readonly string[] = ['ArgMax', 'Identity', 'LogSoftmax', 'Sigmoid', 'Softmax'];

export interface OwnOutput {
  /** The tensor of logits, before what closes the network. */
  readonly name: string;
  /** Operators that were taken off behind it. */
  readonly takenOff: readonly string[];
}

/** The first output of the file without the activation at its end: training is done on logits. */
export function ownOutput(model: ForeignModel): OwnOutput {
  let name = model.outputs[0] ?? '';
  const takenOff: string[] = [];
  for (;;) {
    const maker = model.nodes.find(({ outputs }) => outputs[0] === name);
    if (maker === undefined || !closingOperators.includes(maker.operator)) return { name, takenOff };
    if (maker.operator !== 'Identity') takenOff.push(maker.operator);
    name = maker.inputs[0] ?? '';
  }
}

/**
 * Channels of the image that the file asks for. Throws `FILE_UNSUPPORTED` where its input is no image of 1 or 3
 * channels, (batch, channels, height, width).
 */
export function channelsOf(model: ForeignModel): 1 | 3 {
  const { file, input, nodes } = model;
  const firstKernel = nodes.find(({ operator, inputs }) => operator === 'Conv' && inputs[0] === input.name);
  const group = Number(firstKernel?.attributes.get('group')?.value ?? 1);
  const ofKernel = (model.tensors.get(firstKernel?.inputs[1] ?? '')?.shape[1] ?? NaN) * group;
  const named = input.shape[1];
  const channels = typeof named === 'number' ? named : ofKernel;
  if ((input.shape.length !== 4 && input.shape.length !== 0) || (channels !== 1 && channels !== 3)) {
    const found = `its input ${input.name} has the shape ${input.shape.join(' x ')}`;
    const wanted = 'supported are images: batch x channels x height x width with 1 or 3 channels';
    throw new AppError('FILE_UNSUPPORTED', `${file}: ${found}; ${wanted}.`);
  }
  return channels;
}

export interface SizeOfImage {
  readonly samples: number;
  readonly height: number;
  readonly width: number;
}

/** The shape of a tensor of the file for images of a size. */
export function shapeAt(
  model: ForeignModel,
  target: string,
  { samples, height, width }: SizeOfImage,
): readonly number[] {
  const builder = new GraphBuilder();
  const image = builder.input('image', [samples, channelsOf(model), height, width]);
  const scope = {
    builder,
    image,
    device: 'cpu',
    tensors: new Map(),
    keepsSizesFree: false,
    advance: () => null,
  } as const;
  return builder.shape(replay(model, target, scope));
}

/**
 * Where a new head is best put: at the input of the last kernel that makes as many channels as the network's output has,
 * or of the last kernel at all. `null` where that would leave nothing of the network.
 */
export function proposedCut(model: ForeignModel, output: string, outputChannels: number | undefined): string | null {
  const kernels = kernelNodes(model, output);
  const last = kernels.find((node) => channelsMade(model, node) === outputChannels) ?? kernels[0];
  const cut = last?.inputs[0] ?? '';
  return model.nodes.some(({ outputs }) => outputs.includes(cut)) ? cut : null;
}

/** Tensors at which the network could be cut instead, the last ones first: what convolutions take. */
export function possibleCuts(model: ForeignModel, output: string): readonly string[] {
  const names = kernelNodes(model, output).map(({ inputs }) => inputs[0] ?? '');
  const made = new Set(model.nodes.flatMap(({ outputs }) => outputs));
  return [...new Set(names)].filter((name) => made.has(name));
}

/** Throws `INVALID_INPUT` where no node makes the tensor, naming some that exist. */
export function requireCut(model: ForeignModel, name: string, output: string): void {
  if (model.nodes.some(({ outputs }: ForeignNode) => outputs.includes(name)) && nodesBehind(model, name).length > 0)
    return;
  const known = possibleCuts(model, output).slice(0, 5).join(', ');
  throw new AppError(
    'INVALID_INPUT',
    `${model.file} has no tensor named ${name} to cut at; there are, among others, ${known}.`,
  );
}
