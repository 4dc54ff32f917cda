import type { Job, JobResult, Refusal } from '../../app/contract/jobs.ts';
import type { ComparedSet, ImageFlicker } from '../../app/contract/modelViews.ts';
import type { ImageSummary, ModelSummary } from '../../app/contract/views.ts';
import { predictionChange } from '../../app/metrics/predictionChange.ts';
import type { HostContext } from '../host/hostContext.ts';
import type { ProjectStore } from '../store/projectStore.ts';
import { withCachedModels, type CachedModel, type FoundObject } from './cachedPredictions.ts';
import { requiredImages } from './comparedSets.ts';
import type { JobProgress } from './jobBoard.ts';

type FlickerResult = Extract<JobResult, { kind: 'flicker' }>;

/** Finds where two models see different things, whichever of them is right. */
export function startFlickerJob(
  context: HostContext,
  project: ProjectStore,
  pair: readonly [ModelSummary, ModelSummary],
  set: ComparedSet,
): Job {
  const images = requiredImages(project, set);
  return context.jobs.start({
    kind: 'flicker',
    title: { kind: 'flicker', first: pair[0].name, second: pair[1].name, images: images.length },
    unit: 'images',
    total: images.length,
    work: (progress) =>
      withCachedModels(context, project, pair, progress.signal, ([first, second]) => {
        if (first === undefined || second === undefined) throw new Error('A model of the pair was not opened');
        return compareAll(project, { pair, set }, [first, second], images, progress);
      }),
  });
}

async function compareAll(
  project: ProjectStore,
  { pair, set }: { readonly pair: readonly [ModelSummary, ModelSummary]; readonly set: ComparedSet },
  [first, second]: readonly [CachedModel, CachedModel],
  images: readonly ImageSummary[],
  progress: JobProgress,
): Promise<FlickerResult> {
  const classOf = new Map(project.labels.list().map(({ id }, index) => [id, index + 1]));
  const asPredictions = (objects: readonly FoundObject[]) =>
    objects.map(({ labelId, score, geometry }) => ({ classIndex: classOf.get(labelId) ?? 0, score, mask: geometry }));
  const rows: ImageFlicker[] = [];
  const refused: Refusal[] = [];
  for (const [done, image] of images.entries()) {
    progress.update({ done, detail: image.name });
    const [before, after] = [await first.predict(image), await second.predict(image)];
    const problem = before.problem ?? after.problem;
    if (problem !== null) refused.push({ item: image.name, reason: problem });
    else {
      const change = predictionChange(image, asPredictions(before.objects), asPredictions(after.objects));
      rows.push({ imageId: image.id, change });
    }
  }
  progress.update({ done: images.length, detail: '' });
  return { kind: 'flicker', modelIds: [pair[0].id, pair[1].id], set, images: rows, refused };
}
