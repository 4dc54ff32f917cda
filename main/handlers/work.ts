import { startOfDay } from '../../app/work/localDay.ts';
import { workReport } from '../../app/work/workReport.ts';
import { os } from './implementer.ts';

export const workHandlers = {
  report: os.work.report.handler(({ context, input: { days } }) => {
    const project = context.projects.required();
    const labels = new Map(project.labels.list().map(({ id, name }) => [id, name]));
    const models = new Map(project.models.known().map(({ id, name }) => [id, name]));
    return workReport({
      objects: project.work.objects(),
      days: project.work.days(),
      since: days === null ? 0 : startOfDay(Date.now(), days - 1),
      labelName: (labelId) => labels.get(labelId) ?? labelId,
      modelName: (modelId) => models.get(modelId) ?? modelId,
    });
  }),
};
