import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../app/contract/errors.ts';
import type { WorkReport } from '../../app/contract/workViews.ts';
import { localDay, startOfDay } from '../../app/work/localDay.ts';
import { workReport } from '../../app/work/workReport.ts';
import { workReportCsv } from '../../app/work/workReportCsv.ts';
import { replaceFile } from '../host/replaceFile.ts';
import type { ProjectStore } from '../store/projectStore.ts';
import { os } from './implementer.ts';

export const workHandlers = {
  report: os.work.report.handler(({ context, input: { days } }) => reportOf(context.projects.required(), days)),
  save: os.work.save.handler(({ context, input: { days, folder } }) => {
    const csv = workReportCsv(reportOf(context.projects.required(), days));
    const period = days === null ? '' : `-${days}-days`;
    const file = join(folder, `work-report-${localDay(Date.now())}${period}.csv`);
    try {
      mkdirSync(folder, { recursive: true });
      replaceFile(file, csv);
    } catch (error) {
      throw new AppError('FILE_UNREADABLE', `"${file}" cannot be written; choose another folder.`, error);
    }
    return file;
  }),
};

/** `days`: how many, today among them; `null`: all. */
function reportOf(project: ProjectStore, days: number | null): WorkReport {
  const labels = new Map(project.labels.list().map(({ id, name }) => [id, name]));
  const models = new Map(project.models.known().map(({ id, name }) => [id, name]));
  return workReport({
    objects: project.work.objects(),
    days: project.work.days(),
    since: days === null ? 0 : startOfDay(Date.now(), days - 1),
    labelName: (labelId) => labels.get(labelId) ?? labelId,
    modelName: (modelId) => models.get(modelId) ?? modelId,
  });
}
