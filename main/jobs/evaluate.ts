import { AppError } from '../../app/contract/errors.ts';
import type { Job } from '../../app/contract/jobs.ts';
import type { ImageSummary, ModelSummary } from '../../app/contract/views.ts';
import { maskFromGeometry } from '../../app/geometry/rasterise.ts';
import {
  addImage,
  evaluationResult,
  startEvaluation,
  type EvaluationReport,
  type TrueObject,
} from '../../app/metrics/evaluation.ts';
import type { EvaluatedImage } from '../../app/metrics/imageFindings.ts';
import { areasOf } from '../../app/model/areas.ts';
import { isLabelled } from '../../app/model/imageReview.ts';
import type { HostContext } from '../host/hostContext.ts';
import { openModel, type DeviceChoice } from '../inference/loadedModel.ts';
import { matchLabels } from '../inference/matchLabels.ts';
import type { ProjectStore } from '../store/projectStore.ts';
import { readModelCard } from '../training/registerModel.ts';
import { writeEvaluatedImages } from './evaluatedImages.ts';

export type EvaluatedSplit = 'val' | 'test' | 'all';

const nothingToEvaluate: { readonly [S in EvaluatedSplit]: string } = {
  val: 'There are no held-out images with labels to compare with.',
  test: 'There are no test images with labels to compare with.',
  all: 'There are no images with labels to compare with.',
};

export function startEvaluateJob(
  context: HostContext,
  project: ProjectStore,
  model: ModelSummary,
  split: EvaluatedSplit,
): Job {
  const images = evaluatedImages(project, split);
  const total = images.length;
  return context.jobs.start({
    kind: 'evaluate',
    title: { kind: 'evaluate', model: model.name, images: total, set: split === 'all' ? 'labelled' : split },
    unit: 'images',
    total,
    work: async (progress) => {
      const onImage = (done: number, detail: string): void => progress.update({ done, detail });
      const evaluated: EvaluatedImage[] = [];
      const onFindings = (image: EvaluatedImage): void => void evaluated.push(image);
      const options = { signal: progress.signal, onImage, onFindings };
      const report = await evaluateModel(context, project, model, images, options);
      const labelIds = Object.keys(report.dicePerLabel);
      await writeEvaluatedImages(model.folder, split, labelIds, evaluated);
      project.models.setEvaluation(model.id, split, report);
      context.events.publish({ kind: 'modelsChanged' });
      return { kind: 'evaluate', modelId: model.id, report };
    },
  });
}

export interface EvaluationOptions {
  readonly signal: AbortSignal;
  /** Where the model runs; the best one by default. */
  readonly device?: DeviceChoice;
  readonly onImage?: (done: number, detail: string) => void;
  /** What went wrong on an image. */
  readonly onFindings?: (image: EvaluatedImage) => void;
}

/**
 * Compares what a model finds with the accepted objects of labelled images, label by label; objects of labels that the
 * model does not know are left out.
 */
export async function evaluateModel(
  context: HostContext,
  project: ProjectStore,
  model: Pick<ModelSummary, 'folder'>,
  images: readonly ImageSummary[],
  { signal, onImage, onFindings, device = 'auto' }: EvaluationOptions,
): Promise<EvaluationReport> {
  const card = await readModelCard(model.folder);
  const { labelOfClass } = matchLabels(card.labels, project.labels.list());
  const classOfLabel = new Map([...labelOfClass].map(([classIndex, labelId]) => [labelId, classIndex]));
  const evaluation = startEvaluation(card.labels.map(({ id }, index) => labelOfClass.get(index + 1) ?? id));
  const loaded = await openModel(context, model.folder, device, signal);
  try {
    for (const [done, image] of images.entries()) {
      signal.throwIfAborted();
      onImage?.(done, image.name);
      const instances = await loaded.predict(project.images.absolutePath(image));
      const predictions = instances.map(({ classIndex, score, geometry }) => ({ classIndex, score, mask: geometry }));
      const findings = addImage(evaluation, image, trueObjects(project, image, classOfLabel), predictions);
      onFindings?.({ imageId: image.id, ...findings });
    }
  } finally {
    await loaded.close();
  }
  onImage?.(images.length, '');
  return evaluationResult(evaluation);
}

/** Throws NOTHING_TO_DO without such images. */
function evaluatedImages(project: ProjectStore, split: EvaluatedSplit): readonly ImageSummary[] {
  const images = project.images.list().filter((image) => {
    return isLabelled(image) && (split === 'all' || image.split === split);
  });
  if (images.length === 0) throw new AppError('NOTHING_TO_DO', nothingToEvaluate[split]);
  return images;
}

function trueObjects(
  project: ProjectStore,
  image: ImageSummary,
  classOfLabel: ReadonlyMap<string, number>,
): TrueObject[] {
  const accepted = areasOf(project.annotations.ofImage(image.id)).filter(({ status }) => status === 'accepted');
  return accepted.flatMap(({ labelId, geometry, isCrowd }) => {
    const classIndex = classOfLabel.get(labelId);
    const mask = maskFromGeometry(geometry, image);
    return classIndex === undefined || mask === null ? [] : [{ classIndex, mask, isCrowd }];
  });
}
