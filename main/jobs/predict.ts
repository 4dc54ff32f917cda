import { randomUUID } from 'node:crypto';
import { AppError } from '../../app/contract/errors.ts';
import type { Job, JobResult, Refusal } from '../../app/contract/jobs.ts';
import type { ImageSummary, ModelSummary } from '../../app/contract/views.ts';
import type { PredictedInstance } from '../../app/contract/workerMessages.ts';
import { defaultValues } from '../../app/model/attributes.ts';
import { isUnlabelled } from '../../app/model/imageReview.ts';
import type { AnnotationRecord, AnnotationStatus, ImageId, LabelRecord } from '../../app/model/records.ts';
import type { HostContext } from '../host/hostContext.ts';
import { withoutDecidedObjects } from '../inference/alreadyLabelled.ts';
import { openModel, type DeviceChoice } from '../inference/loadedModel.ts';
import { matchLabels } from '../inference/matchLabels.ts';
import type { ProjectStore } from '../store/projectStore.ts';
import { readModelCard } from '../training/registerModel.ts';
import type { JobProgress } from './jobBoard.ts';

interface PredictOrder {
  readonly model: ModelSummary;
  readonly images: 'unlabelled' | 'all' | readonly ImageId[];
  /** Suggestions become ground truth at once. */
  readonly accept: boolean;
  readonly device: DeviceChoice;
}

/** Lets a model suggest objects; what it suggested before on these images and nobody decided on is replaced. */
export function startPredictJob(context: HostContext, project: ProjectStore, order: PredictOrder): Job {
  const images = chooseImages(project, order.images);
  if (images.length === 0) {
    throw new AppError('NOTHING_TO_DO', 'There is no image to look at: every image is labelled already.');
  }
  return context.jobs.start({
    kind: 'predict',
    title: { kind: 'predict', images: images.length },
    unit: 'images',
    total: images.length,
    work: (progress) => predictAll(context, project, order, images, progress),
  });
}

function chooseImages(project: ProjectStore, wanted: PredictOrder['images']): readonly ImageSummary[] {
  const images = project.images.list();
  if (wanted === 'all') return images;
  if (wanted === 'unlabelled') return images.filter(isUnlabelled);
  const ids = new Set(wanted);
  return images.filter(({ id }) => ids.has(id));
}

async function predictAll(
  context: HostContext,
  project: ProjectStore,
  { model, accept, device }: PredictOrder,
  images: readonly ImageSummary[],
  progress: JobProgress,
): Promise<Extract<JobResult, { kind: 'predict' }>> {
  const card = await readModelCard(model.folder);
  const labels = new Map(project.labels.list().map((label) => [label.id, label]));
  const { labelOfClass, unknown } = matchLabels(card.labels, [...labels.values()]);
  const labelOf = (classIndex: number) => labels.get(labelOfClass.get(classIndex) ?? '');
  const refused: Refusal[] = unknown.map((name) => ({
    item: name,
    reason: { kind: 'labelGone' },
  }));
  const status: AnnotationStatus = accept ? 'accepted' : 'suggested';
  let suggestions = 0;
  let done = 0;
  const loaded = await openModel(context, model.folder, device, progress.signal);
  try {
    for (const image of images) {
      progress.signal.throwIfAborted();
      progress.update({ done, detail: image.name });
      try {
        const instances = await loaded.predict(project.images.absolutePath(image));
        const known = project.annotations.ofImage(image.id, { includeRejected: true });
        const news = withoutDecidedObjects(instances, known, image);
        const records = toAnnotations(news, image.id, model.id, labelOf, status);
        project.annotations.replaceSuggestions(image.id, records);
        suggestions += records.length;
        context.events.publish({ kind: 'imagesChanged', imageIds: [image.id] });
      } catch (error) {
        if (!(error instanceof AppError) || loaded.stopped || progress.signal.aborted) throw error;
        refused.push({ item: image.name, reason: error.message });
      }
      done++;
    }
  } finally {
    await loaded.close();
    context.events.publish({ kind: 'project', project: project.summary() });
  }
  progress.update({ done, detail: '' });
  const predicted = images.length - (refused.length - unknown.length);
  return { kind: 'predict', modelId: model.id, images: predicted, suggestions, accepted: accept, refused };
}

function toAnnotations(
  instances: readonly PredictedInstance[],
  imageId: ImageId,
  modelId: string,
  labelOf: (classIndex: number) => LabelRecord | undefined,
  status: AnnotationStatus,
): AnnotationRecord[] {
  const now = Date.now();
  return instances.flatMap(({ classIndex, score, geometry }) => {
    const label = labelOf(classIndex);
    if (label === undefined) return [];
    return {
      id: randomUUID(),
      imageId,
      labelId: label.id,
      geometry,
      source: { kind: 'model', modelId },
      score,
      status,
      isCrowd: false,
      attributes: defaultValues(label),
      groupId: null,
      createdAt: now,
      updatedAt: now,
    };
  });
}
