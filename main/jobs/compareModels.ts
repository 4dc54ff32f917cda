import type { ModelComparison } from '../../app/contract/jobs.ts';
import type { ImageSummary, ModelSummary } from '../../app/contract/views.ts';
import type { EvaluationReport } from '../../app/metrics/evaluation.ts';
import type { HostContext } from '../host/hostContext.ts';
import type { ProjectStore } from '../store/projectStore.ts';
import { isLabelled } from '../training/trainingSet.ts';
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
  if (typeof before?.meanDice !== 'number' || typeof after?.meanDice !== 'number') return null;
  return {
    previousModelId: previous.id,
    previousDice: before.meanDice,
    newDice: after.meanDice,
    images: after.images,
  };
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
