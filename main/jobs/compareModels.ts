import type { ModelComparison } from '../../app/contract/jobs.ts';
import type { ImageSummary, ModelSummary } from '../../app/contract/views.ts';
import type { EvaluationReport } from '../../app/metrics/evaluation.ts';
import { isLabelled } from '../../app/model/imageReview.ts';
import type { ModelId } from '../../app/model/records.ts';
import type { Separation } from '../../app/training/separation.ts';
import type { HostContext } from '../host/hostContext.ts';
import type { ProjectStore } from '../store/projectStore.ts';
import { readModelCard } from '../training/registerModel.ts';
import { evaluateModel } from './evaluate.ts';

/** Scores two models on the same held-out images; `null` where there are none, or the person does not want to wait. */
export async function compareModels(
  context: HostContext,
  project: ProjectStore,
  previous: ModelSummary,
  model: ModelSummary,
  signal: AbortSignal,
): Promise<ModelComparison | null> {
  const images = comparedImages(project);
  if (images.length === 0 || signal.aborted) return null;
  const score = async (scored: ModelSummary): Promise<EvaluationReport | null> => {
    return evaluateModel(context, project, scored, images, { signal }).catch((error: unknown) => {
      if (signal.aborted) return null;
      throw error;
    });
  };
  const [before, after] = [await score(previous), await score(model)];
  if (before === null || after === null) return null;
  const { separation } = await readModelCard(model.folder);
  return compareReports(previous.id, before, after, separation);
}

/** By reports on the same images; `null` where these show no object. `separation` is that of the new model. */
export function compareReports(
  previousModelId: ModelId,
  before: EvaluationReport,
  after: EvaluationReport,
  separation: Separation,
): ModelComparison | null {
  if (before.meanDice === null || after.meanDice === null) return null;
  const [previous, next] = [before.instances.meanAccuracy, after.instances.meanAccuracy];
  const hasObjects = separation !== 'components' && previous !== null && next !== null;
  return {
    previousModelId,
    previousDice: before.meanDice,
    newDice: after.meanDice,
    ...(hasObjects ? { objects: { previous, new: next } } : {}),
    images: after.images,
  };
}

/**
 * By objects where touching ones are told apart, as within a run, and by pixels elsewhere and where neither finds more
 * objects. A tie is no reason to go back.
 */
export function isNotWorse({ previousDice, newDice, objects }: ModelComparison): boolean {
  const isDecided = objects !== undefined && objects.new !== objects.previous;
  return isDecided ? objects.new > objects.previous : newDice >= previousDice;
}

/**
 * The held-out images. Those with objects that a model suggested are left out while there are others: the model that
 * suggested them scores well on its own outlines, whether they are the best ones or not.
 */
export function comparedImages(project: ProjectStore): readonly ImageSummary[] {
  const heldOut = project.images.list().filter((image) => isLabelled(image) && image.split === 'val');
  const impartial = heldOut.filter(({ id }) => {
    const accepted = project.annotations.ofImage(id).filter(({ status }) => status === 'accepted');
    return accepted.every(({ source }) => source.kind !== 'model');
  });
  return impartial.length > 0 ? impartial : heldOut;
}
