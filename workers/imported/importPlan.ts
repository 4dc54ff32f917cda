import { AppError } from '../../app/contract/errors.ts';
import type { MapKind } from '../../app/training/separation.ts';
import type { ForeignModel, ForeignNode } from './foreignModel.ts';
import { idleGlob, isFrozen, type FreezeSettings } from './freezing.ts';
import { learnableTensors, type LearnableTensor } from './layers.ts';
import { channelsOf, ownOutput, proposedCut, requireCut, shapeAt, type OwnOutput } from './networkParts.ts';
import { nodesBehind } from './replay.ts';

export interface ImportSettings extends FreezeSettings {
  /** Classes of the project, the background among them. */
  readonly classes: number;
  /** Planes of plain numbers that the project wants beside the classes. */
  readonly maps: readonly MapKind[];
  /** Channels of the project's images. */
  readonly channels: 1 | 3;
  /** Side of the images that the network learns from. */
  readonly patchSize: number;
  /** The tensor behind which a new head is put; `null`: the own head where it fits, otherwise the proposed cut. */
  readonly cut: string | null;
  /** Whether batches normalise themselves while training, or by the averages in the file, which then stay. */
  readonly batchNorm: 'training' | 'frozen';
  /** Whether what is frozen learns later in the run: it is held until then, and no constant. */
  readonly thaws?: boolean;
}

/** What of a foreign network is taken over and what of it learns. */
export interface ImportPlan {
  readonly channels: 1 | 3;
  /** The last tensor that is taken over: the logits, or the features below a new head. */
  readonly target: string;
  readonly head: 'own' | 'new';
  readonly output: OwnOutput;
  /** What a new head would be put behind if nothing is said. */
  readonly proposal: string | null;
  /** With what is frozen where that thaws. */
  readonly learnt: readonly LearnableTensor[];
  readonly frozen: readonly LearnableTensor[];
  readonly layers: number;
  /** Batch normalisations whose running averages go on. */
  readonly advancing: readonly ForeignNode[];
}

/**
 * Decides what is taken over. Throws `INVALID_INPUT` for a cut that does not exist or gives no planes of features, and
 * for images of three channels to a network for one.
 */
export function planImport(model: ForeignModel, settings: ImportSettings): ImportPlan {
  const channels = channelsOf(model);
  if (channels < settings.channels) {
    const sentence = 'takes grey images of one channel, but images of this project have colours';
    throw new AppError('INVALID_INPUT', `${model.file} ${sentence}: choose a model for three channels.`);
  }
  const output = ownOutput(model);
  const size = { samples: 1, height: settings.patchSize, width: settings.patchSize };
  if (settings.cut !== null) requireCut(model, settings.cut, output.name);
  const ownChannels = settings.cut === null ? shapeAt(model, output.name, size)[1] : undefined;
  const proposal = proposedCut(model, output.name, ownChannels);
  const head = settings.cut === null && ownChannels === settings.classes + settings.maps.length ? 'own' : 'new';
  const target = head === 'own' ? output.name : (settings.cut ?? proposal ?? output.name);
  const shape = shapeAt(model, target, size);
  if (shape.length !== 4) {
    const found = `the tensor ${target} has the shape ${shape.join(' x ')}`;
    const wanted = 'a head for labels needs batch x channels x height x width; name another tensor to cut at';
    throw new AppError('INVALID_INPUT', `${model.file}: ${found}; ${wanted}.`);
  }

  const learnable = learnableTensors(model, target);
  const layers = 1 + Math.max(-1, ...learnable.map(({ layer }) => layer));
  const idle = idleGlob(settings.freeze, learnable);
  if (idle !== undefined) {
    const known = learnable.slice(0, 5).map(({ name, node }) => `${name} (${node.name})`);
    const sentence = `no weight or node that "${idle}" names; there are, among others, ${known.join(', ')}`;
    throw new AppError('INVALID_INPUT', `${model.file} has ${sentence}.`);
  }
  const frozen = learnable.filter((tensor) => isFrozen(tensor, layers, settings));
  const frozenNames = new Set(frozen.map(({ name }) => name));
  const learnt = learnable.filter(({ name }) => !frozenNames.has(name));
  const thaws = settings.thaws === true;
  if (head === 'own' && learnt.length === 0) {
    throw new AppError(
      'INVALID_INPUT',
      `${model.file}: every weight is frozen and no new head is added, so nothing can learn.`,
    );
  }
  const advancing = nodesBehind(model, target).filter(({ operator, inputs }) => {
    const areInFile = [inputs[3], inputs[4]].every((name) => model.tensors.has(name ?? ''));
    const isNormalisation = operator === 'BatchNormalization' && areInFile;
    return isNormalisation && settings.batchNorm === 'training' && (thaws || !frozenNames.has(inputs[1] ?? ''));
  });
  const taken = thaws ? learnable : learnt;
  return { channels, target, head, output, proposal, learnt: taken, frozen, layers, advancing };
}
