import type { ModelScores, ScoredImage, ScoredModel, ScoredSet, SeenAs } from '../../app/contract/modelViews.ts';
import type { ModelSummary } from '../../app/contract/views.ts';
import { tallyScores, type ImageTally } from '../../app/metrics/imageTally.ts';
import type { ImageId, LabelId } from '../../app/model/records.ts';
import { imagesOfSet } from '../jobs/comparedSets.ts';
import type { ImageScore } from '../store/imageScoreStore.ts';
import type { ProjectStore } from '../store/projectStore.ts';

/**
 * What is known of models on the same images. Only images that none of them learnt from and all of them were scored on
 * count, and only labels that all of them know, so that every number is about the same pixels.
 */
export function modelScores(project: ProjectStore, models: readonly ModelSummary[], set: ScoredSet): ModelScores {
  const truths = project.truths.hashes();
  const scores = models.map(({ id }) => project.imageScores.ofModel(id));
  const seen = models.map(({ runId }) => seenBy(project, runId));
  const images = imagesOfSet(project, set).map(({ id, name, split }): ScoredImage => {
    const truthHash = truths.get(id) ?? '';
    const seenAs = seen.map((of) => of(id));
    return {
      ...{ imageId: id, name, split },
      seenAs,
      counts: seenAs.every((as) => as !== 'train'),
      scores: scores.map((of) =>
        of.has(id) ? (of.get(id)?.truthHash === truthHash ? 'current' : 'stale') : 'missing',
      ),
      dice: [],
    };
  });
  const counted = images.filter((image) => image.counts && image.scores.every((state) => state !== 'missing'));
  const countedTallies = scores.map((of) =>
    counted.flatMap(({ imageId }): ImageTally[] => {
      const score = of.get(imageId);
      return score === undefined ? [] : [score.tally];
    }),
  );
  const labelIds = commonLabels(project, countedTallies);
  return {
    set,
    labels: labelIds,
    images: images.map((image) => ({ ...image, dice: scores.map((of) => imageDice(of.get(image.imageId), labelIds)) })),
    counted: counted.length,
    models: models.map(({ id }, index): ScoredModel => {
      const states = images.filter(({ counts }) => counts).map((image) => image.scores[index]);
      return {
        modelId: id,
        totals: counted.length === 0 ? null : tallyScores(countedTallies[index] ?? [], labelIds),
        seen: images.filter((image) => image.seenAs[index] === 'train').length,
        seenIsKnown: project.origins.imagesOf(models[index]?.runId ?? '') !== null,
        missing: states.filter((state) => state === 'missing').length,
        stale: states.filter((state) => state === 'stale').length,
      };
    }),
  };
}

function seenBy(project: ProjectStore, runId: string): (imageId: ImageId) => SeenAs {
  const images = project.origins.imagesOf(runId);
  if (images === null) return () => 'unknown';
  const [train, validation] = [new Set(images.train), new Set(images.validation)];
  return (imageId) => (train.has(imageId) ? 'train' : validation.has(imageId) ? 'validation' : 'no');
}

/** Labels that every tally has, in the order of the project. */
function commonLabels(project: ProjectStore, tallies: readonly (readonly ImageTally[])[]): readonly LabelId[] {
  const all = tallies.flat();
  return project.labels
    .list()
    .map(({ id }) => id)
    .filter((id) => all.length > 0 && all.every((tally) => Object.hasOwn(tally, id)));
}

/** Mean over the labels that the image or the prediction shows; an empty image that is left empty is perfect. */
function imageDice(score: ImageScore | undefined, labelIds: readonly LabelId[]): number | null {
  if (score === undefined) return null;
  return tallyScores([score.tally], labelIds).meanDice ?? 1;
}
