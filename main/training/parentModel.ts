import { join } from 'node:path';
import type { ModelSummary, PlannedBeginning } from '../../app/contract/views.ts';
import { imageChannels } from '../../app/training/imageChannels.ts';
import { importedArchitecture } from '../../app/training/importFields.ts';
import type { ModelCard } from '../../app/training/modelCard.ts';
import { unfitness, weightKeys, type ParentModel } from '../../app/training/plan/goingOn.ts';
import {
  defaultTrainConfig,
  fieldProblem,
  trainConfigFields,
  type TrainConfig,
} from '../../app/training/trainConfig.ts';
import type { ProjectStore } from '../store/projectStore.ts';
import type { TrainingWishes } from './plannedTraining.ts';
import { readModelCard } from './registerModel.ts';
import type { TrainingSet } from './trainingSet.ts';

export type BeginningWishes = Pick<TrainingWishes, 'beginWith' | 'config'>;

export interface Beginning {
  /** `null`: nothing of an earlier model is kept. */
  readonly parent: ParentModel | null;
  readonly told: PlannedBeginning;
  /** Of the weights, or, of a model that came from another program, of the whole network. */
  readonly settings: Partial<Pick<TrainConfig, 'initialModel' | 'fromModel'>>;
}

/**
 * What a training begins with: the wished model, or the one in use, as long as its weights say something about these
 * labels, these images and what the person set. Throws NO_MODEL for a wished model that is not there.
 */
export async function beginningOf(
  project: ProjectStore,
  { labels, images }: Pick<TrainingSet, 'labels' | 'images'>,
  { beginWith, config: wishes }: BeginningWishes,
): Promise<Beginning> {
  const own = wishes['initialModel'] ?? wishes['fromModel'];
  if (own !== undefined) return afresh({ kind: own === null ? 'beginsAfresh' : 'ownBeginning' });
  const model = beginWith === null ? undefined : wishedModel(project, beginWith);
  if (model === undefined) return afresh({ kind: 'beginsAfresh' });
  const card = await readModelCard(model.folder).catch(() => null);
  if (card === null) return afresh({ kind: 'parentUnreadable', model: model.name });
  const parent = parentOf(model, card);
  const reason = unfitness(parent, { labels, channels: imageChannels(images), wishes });
  if (reason !== null) return afresh(reason);
  const file = join(model.folder, 'model.onnx');
  return {
    parent,
    told: { modelId: model.id, reason: { kind: 'goesOn', model: model.name } },
    settings: parent.isImported ? { fromModel: file } : { initialModel: file },
  };
}

function afresh(reason: PlannedBeginning['reason']): Beginning {
  return { parent: null, told: { modelId: null, reason }, settings: {} };
}

function wishedModel(project: ProjectStore, wished: string | undefined): ModelSummary | undefined {
  return wished === undefined ? project.models.list().find(({ inUse }) => inUse) : project.models.get(wished);
}

/** The card says what the weights beside it were trained with, whatever became of the run. */
function parentOf({ name }: ModelSummary, card: ModelCard): ParentModel {
  const { labels, input, separation, intensities } = card;
  const known = [...weightKeys, 'patchSize' as const].filter((key) => {
    return fieldProblem(trainConfigFields[key], card.settings[key]) === null;
  });
  return {
    name,
    labels,
    channels: input.channels,
    isImported: card.architecture === importedArchitecture,
    settings: {
      ...defaultTrainConfig,
      ...Object.fromEntries(known.map((key) => [key, card.settings[key]])),
      ...{ separation, intensities },
    },
  };
}
