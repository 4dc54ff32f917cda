import { AppError } from '../../app/contract/errors.ts';
import type { ImagePrediction } from '../../app/contract/modelViews.ts';
import type { ModelSummary } from '../../app/contract/views.ts';
import type { PredictedInstance } from '../../app/contract/workerMessages.ts';
import type { MaskGeometry } from '../../app/geometry/geometry.ts';
import type { ImageId, ImageRecord, LabelId } from '../../app/model/records.ts';
import type { HostContext } from '../host/hostContext.ts';
import { openModel, type LoadedModel } from '../inference/loadedModel.ts';
import { matchLabels } from '../inference/matchLabels.ts';
import { readPredictions, trimPredictions, writePredictions } from '../inference/predictionCache.ts';
import type { ProjectStore } from '../store/projectStore.ts';
import { readModelCard } from '../training/registerModel.ts';

/** One object that a model found, with the label of the project that it means. */
export interface FoundObject {
  readonly labelId: LabelId;
  /** 0-1. */
  readonly score: number;
  readonly geometry: MaskGeometry;
}

export interface Predicted {
  readonly image: ImageRecord;
  /** Why there is no prediction; `null` where there is one. */
  readonly problem: string | null;
  readonly objects: readonly FoundObject[];
}

/** A model with what it finds, from the cache where it looked at an image before. */
export interface CachedModel {
  /** Labels of the project that it knows. */
  readonly labelIds: readonly LabelId[];
  /** A failure of one image is its `problem`; of the model it is thrown. */
  predict(image: ImageRecord): Promise<Predicted>;
  close(): Promise<void>;
}

/** The model itself is opened for the first image that the cache does not have. */
export async function openCachedModel(
  context: Pick<HostContext, 'log' | 'knownDevices' | 'modelReaders'>,
  project: ProjectStore,
  model: ModelSummary,
  signal: AbortSignal,
): Promise<CachedModel> {
  const release = context.modelReaders.hold(model.folder);
  let loaded: LoadedModel | null = null;
  const close = async (): Promise<void> => {
    await loaded?.close();
    if (loaded !== null) await trimPredictions(project.folder);
    release();
  };
  try {
    const card = await readModelCard(model.folder);
    const { labelOfClass } = matchLabels(card.labels, project.labels.list());
    const find = async (image: ImageRecord): Promise<readonly PredictedInstance[]> => {
      const kept = await readPredictions(project.folder, model.id, image);
      if (kept !== null) return kept;
      loaded ??= await openModel(context, model.folder, 'auto', signal);
      const instances = await loaded.predict(project.images.absolutePath(image));
      await writePredictions(project.folder, model.id, image, instances);
      return instances;
    };
    const withLabels = (instances: readonly PredictedInstance[]): FoundObject[] =>
      instances.flatMap(({ classIndex, score, geometry }) => {
        const labelId = labelOfClass.get(classIndex);
        return labelId === undefined ? [] : [{ labelId, score, geometry }];
      });
    return {
      labelIds: [...labelOfClass.values()],
      predict: async (image) => {
        signal.throwIfAborted();
        try {
          return { image, problem: null, objects: withLabels(await find(image)) };
        } catch (error) {
          const isOfModel = loaded === null || loaded.stopped || signal.aborted;
          if (!(error instanceof AppError) || isOfModel) throw error;
          return { image, problem: error.message, objects: [] };
        }
      },
      close,
    };
  } catch (error) {
    release();
    throw error;
  }
}

/** Opens several models one after the other and closes all of them, however it ends. */
export async function withCachedModels<T>(
  context: Pick<HostContext, 'log' | 'knownDevices' | 'modelReaders'>,
  project: ProjectStore,
  models: readonly ModelSummary[],
  signal: AbortSignal,
  work: (opened: readonly CachedModel[]) => Promise<T>,
): Promise<T> {
  const opened: CachedModel[] = [];
  try {
    for (const model of models) opened.push(await openCachedModel(context, project, model, signal));
    return await work(opened);
  } finally {
    for (const model of opened) await model.close();
  }
}

/** On one image; throws why there is no prediction. */
export async function predictionsOf(
  context: Pick<HostContext, 'log' | 'knownDevices' | 'modelReaders'>,
  project: ProjectStore,
  model: ModelSummary,
  imageId: ImageId,
  signal: AbortSignal = new AbortController().signal,
): Promise<ImagePrediction> {
  const image = project.images.get(imageId);
  return withCachedModels(context, project, [model], signal, async ([cached]) => {
    if (cached === undefined) throw new Error('The model was not opened');
    const { problem, objects } = await cached.predict(image);
    if (problem !== null) throw new AppError('FILE_UNREADABLE', problem);
    return { objects };
  });
}
