import { AppError } from '../../app/contract/errors.ts';
import { obstaclesInEnglish } from '../../app/training/plan/planObstacles.ts';
import { inspectImport } from '../training/importWorker.ts';
import { configFor, planFor } from '../training/plannedTraining.ts';
import { changeRun } from '../training/changeRun.ts';
import { previewCutOuts, saveCutOuts } from '../training/previewCutOuts.ts';
import { prepareRun } from '../training/prepareRun.ts';
import { readTrainingSet } from '../training/trainingSet.ts';
import { startTrainJob } from '../jobs/train.ts';
import { os } from './implementer.ts';

export const trainingHandlers = {
  plan: os.training.plan.handler(async ({ context, input }) => {
    const project = context.projects.required();
    const plan = await planFor(project, readTrainingSet(project), input, await context.knownDevices.read());
    return { ...plan, config: { ...plan.config } };
  }),

  inspect: os.training.inspect.handler(async ({ context, input }) => {
    const project = context.projects.required();
    const trainingSet = readTrainingSet(project);
    const wishes = { device: 'auto', config: input.config } as const;
    const plan = await planFor(project, trainingSet, wishes, await context.knownDevices.read());
    if (plan.obstacle !== null) throw new AppError('NO_TRAINING_DATA', obstaclesInEnglish[plan.obstacle]);
    return inspectImport(context.log, configFor(plan, wishes), trainingSet);
  }),

  cutOuts: os.training.cutOuts.handler(async ({ context, input }) => {
    const project = context.projects.required();
    const { key, files } = await previewCutOuts(context.log, project, input, await context.knownDevices.read());
    return files.map((file) => `/cut-outs/${key}/${file}`);
  }),

  saveCutOuts: os.training.saveCutOuts.handler(async ({ context, input: { folder, ...wishes } }) => {
    const project = context.projects.required();
    const preview = await previewCutOuts(context.log, project, wishes, await context.knownDevices.read());
    return saveCutOuts(project, preview, folder);
  }),

  start: os.training.start.handler(async ({ context, input }) => {
    context.activeRuns.requireNone();
    const project = context.projects.required();
    const known = await context.knownDevices.read();
    const { run, beginning } = await prepareRun(context.log, project, input, known);
    context.events.publish({ kind: 'run', run });
    context.events.publish({ kind: 'imagesChanged', imageIds: null });
    return { runId: run.id, beginning, job: startTrainJob(context, project, run.id, known) };
  }),

  stop: os.training.stop.handler(({ context, input }) => {
    context.activeRuns.stop(input.runId);
    return null;
  }),

  resume: os.training.resume.handler(async ({ context, input }) => {
    context.activeRuns.requireNone();
    const project = context.projects.required();
    project.runs.details(input.runId);
    if (project.searches.ofRun(input.runId) !== null) {
      throw new AppError('INVALID_INPUT', 'This training is a trial of a search; go on with the search instead.');
    }
    await changeRun(project, input.runId, input.config);
    return startTrainJob(context, project, input.runId, await context.knownDevices.read());
  }),

  runs: os.training.runs.handler(({ context }) => context.projects.required().runs.list()),

  run: os.training.run.handler(({ context, input }) => context.projects.required().runs.details(input.runId)),
};
