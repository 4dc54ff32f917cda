import { startPredictJob } from '../jobs/predict.ts';
import { os } from './implementer.ts';

export const predictHandler = os.predict.handler(({ context, input }) => {
  const project = context.projects.required();
  return startPredictJob(context, project, { ...input, model: project.models.get(input.modelId) });
});
