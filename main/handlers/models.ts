import { rm } from 'node:fs/promises';
import { startEvaluateJob } from '../jobs/evaluate.ts';
import { os } from './implementer.ts';

export const modelsHandlers = {
  list: os.models.list.handler(({ context }) => context.projects.required().models.list()),

  use: os.models.use.handler(({ context, input }) => {
    context.projects.required().models.use(input.modelId);
    context.events.publish({ kind: 'modelsChanged' });
    return null;
  }),

  remove: os.models.remove.handler(async ({ context, input }) => {
    const { models } = context.projects.required();
    const { id, folder } = models.get(input.modelId);
    models.remove(id);
    await rm(folder, { recursive: true, force: true });
    context.events.publish({ kind: 'modelsChanged' });
    return null;
  }),

  evaluate: os.models.evaluate.handler(({ context, input }) => {
    const project = context.projects.required();
    return startEvaluateJob(context, project, project.models.get(input.modelId), input.split);
  }),
};
