import { predictionsOf } from '../jobs/cachedPredictions.ts';
import { distinctModels } from '../jobs/comparedSets.ts';
import { startEvaluateJob } from '../jobs/evaluate.ts';
import { readEvaluatedImages } from '../jobs/evaluatedImages.ts';
import { startFlickerJob } from '../jobs/flicker.ts';
import { startCurveJob } from '../jobs/learningCurve.ts';
import { startScoreJob } from '../jobs/scoreModels.ts';
import { readLatencies, startLatencyJob } from '../jobs/testLatency.ts';
import { learningCurves } from '../training/curvePlan.ts';
import { modelLineage } from '../training/modelLineage.ts';
import { modelScores } from '../training/modelScores.ts';
import { modelRemoval, removeModel } from '../training/removeModel.ts';
import { recoverOrigins } from '../training/runOrigin.ts';
import { os } from './implementer.ts';

export const modelsHandlers = {
  list: os.models.list.handler(({ context }) => context.projects.required().models.list()),

  lineage: os.models.lineage.handler(async ({ context }) => {
    const project = context.projects.required();
    await recoverOrigins(context.log, project);
    return modelLineage(project);
  }),

  use: os.models.use.handler(({ context, input }) => {
    const { models, annotations } = context.projects.required();
    const previous = models.list().find(({ inUse }) => inUse);
    models.use(input.modelId);
    context.events.publish({ kind: 'modelsChanged' });
    const others = [...annotations.suggestionsByModel()].filter(([modelId]) => modelId !== input.modelId);
    return {
      previousId: previous?.id ?? null,
      suggestions: others.map(([modelId, count]) => ({ modelId, count })),
    };
  }),

  describe: os.models.describe.handler(({ context, input: { modelId, ...change } }) => {
    context.projects.required().models.describe(modelId, change);
    context.events.publish({ kind: 'modelsChanged' });
    return null;
  }),

  removal: os.models.removal.handler(({ context, input }) => {
    const project = context.projects.required();
    return modelRemoval(project, project.models.get(input.modelId));
  }),

  remove: os.models.remove.handler(async ({ context, input }) => {
    const project = context.projects.required();
    const removal = await removeModel(context, project, project.models.get(input.modelId));
    context.events.publish({ kind: 'modelsChanged' });
    return removal;
  }),

  score: os.models.score.handler(async ({ context, input }) => {
    const project = context.projects.required();
    await recoverOrigins(context.log, project);
    return startScoreJob(context, project, distinctModels(project, input.modelIds), input.set);
  }),

  scores: os.models.scores.handler(async ({ context, input }) => {
    const project = context.projects.required();
    await recoverOrigins(context.log, project);
    return modelScores(project, distinctModels(project, input.modelIds), input.set);
  }),

  flicker: os.models.flicker.handler(({ context, input }) => {
    const project = context.projects.required();
    const [first, second] = distinctModels(project, input.modelIds);
    if (first === undefined || second === undefined) throw new Error('The contract names two models');
    return startFlickerJob(context, project, [first, second], input.set);
  }),

  curve: os.models.curve.handler(({ context }) => learningCurves(context.projects.required())),

  measureCurve: os.models.measureCurve.handler(({ context, input }) => {
    const { minutes, steps, repeats } = input;
    const limits = minutes === null && steps === null ? { minutes: 1, steps: null } : { minutes, steps };
    return startCurveJob(context, context.projects.required(), { ...limits, repeats });
  }),

  predictions: os.models.predictions.handler(async ({ context, input, signal }) => {
    const project = context.projects.required();
    const model = project.models.get(input.modelId);
    return predictionsOf(context, project, model, input.imageId, signal);
  }),

  evaluate: os.models.evaluate.handler(({ context, input }) => {
    const project = context.projects.required();
    return startEvaluateJob(context, project, project.models.get(input.modelId), input.split);
  }),

  measureLatency: os.models.measureLatency.handler(({ context, input }) => {
    return startLatencyJob(context, context.projects.required().models.get(input.modelId), input.devices);
  }),

  latencies: os.models.latencies.handler(({ context, input }) => {
    return readLatencies(context.projects.required().models.get(input.modelId));
  }),

  evaluatedImages: os.models.evaluatedImages.handler(async ({ context, input }) => {
    const { modelId, split, offset, limit } = input;
    const { folder } = context.projects.required().models.get(modelId);
    const { labelIds, images } = await readEvaluatedImages(folder, split);
    return { labelIds, total: images.length, images: images.slice(offset, offset + limit) };
  }),
};
