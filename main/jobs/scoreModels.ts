import type { Job, JobResult, Refusal } from '../../app/contract/jobs.ts';
import type { ScoredSet } from '../../app/contract/modelViews.ts';
import type { ImageSummary, ModelSummary } from '../../app/contract/views.ts';
import { maskFromGeometry } from '../../app/geometry/rasterise.ts';
import type { TrueObject } from '../../app/metrics/evaluation.ts';
import { tallyImage } from '../../app/metrics/imageTally.ts';
import { areasOf } from '../../app/model/areas.ts';
import type { LabelId } from '../../app/model/records.ts';
import type { HostContext } from '../host/hostContext.ts';
import type { ProjectStore } from '../store/projectStore.ts';
import { withCachedModels, type Predicted } from './cachedPredictions.ts';
import { requiredImages } from './comparedSets.ts';
import type { JobProgress } from './jobBoard.ts';

type ScoreResult = Extract<JobResult, { kind: 'scoreModels' }>;

/** Scores models image by image; what was scored before on the same labels is not done again. */
export function startScoreJob(
  context: HostContext,
  project: ProjectStore,
  models: readonly ModelSummary[],
  set: ScoredSet,
): Job {
  const images = requiredImages(project, set);
  return context.jobs.start({
    kind: 'scoreModels',
    title: { kind: 'scoreModels', models: models.length, images: images.length, set },
    unit: 'images',
    total: images.length * models.length,
    work: async (progress) => {
      const releases = models.map(({ folder }) => context.modelReaders.hold(folder));
      try {
        return await scoreAll(context, project, models, images, progress);
      } finally {
        for (const release of releases) release();
        context.events.publish({ kind: 'modelsChanged' });
      }
    },
  });
}

async function scoreAll(
  context: HostContext,
  project: ProjectStore,
  models: readonly ModelSummary[],
  images: readonly ImageSummary[],
  progress: JobProgress,
): Promise<ScoreResult> {
  const refused: Refusal[] = [];
  let done = 0;
  for (const model of models) {
    const known = project.imageScores.ofModel(model.id);
    await withCachedModels(context, project, [model], progress.signal, async ([cached]) => {
      if (cached === undefined) throw new Error('The model was not opened');
      for (const image of images) {
        progress.update({ done: done++, detail: `${model.name}: ${image.name}` });
        if (known.get(image.id)?.truthHash === project.truths.hashOf(image.id)) continue;
        const predicted = await cached.predict(image);
        if (predicted.problem === null) {
          const tally = tallyOf(project, cached.labelIds, predicted);
          project.imageScores.set(model.id, image.id, { truthHash: project.truths.hashOf(image.id), tally });
        } else refused.push({ item: `${model.name}: ${image.name}`, reason: predicted.problem });
      }
    });
  }
  progress.update({ done, detail: '' });
  return { kind: 'scoreModels', modelIds: models.map(({ id }) => id), images: images.length, refused };
}

function tallyOf(project: ProjectStore, labelIds: readonly LabelId[], { image, objects }: Predicted) {
  const classOf = new Map(labelIds.map((labelId, index) => [labelId, index + 1]));
  const accepted = areasOf(project.annotations.ofImage(image.id)).filter(({ status }) => status === 'accepted');
  const truths = accepted.flatMap(({ labelId, geometry, isCrowd }): TrueObject[] => {
    const classIndex = classOf.get(labelId);
    const mask = maskFromGeometry(geometry, image);
    return classIndex === undefined || mask === null ? [] : [{ classIndex, mask, isCrowd }];
  });
  const predictions = objects.map(({ labelId, score, geometry }) => {
    return { classIndex: classOf.get(labelId) ?? 0, score, mask: geometry };
  });
  return tallyImage(labelIds, image, truths, predictions);
}
