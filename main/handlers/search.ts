import { AppError } from '../../app/contract/errors.ts';
import { startSearchJob } from '../jobs/search.ts';
import { prepareSearch } from '../training/prepareSearch.ts';
import { os } from './implementer.ts';

export const searchHandlers = {
  start: os.search.start.handler(async ({ context, input }) => {
    context.activeRuns.requireNone();
    const project = context.projects.required();
    const known = await context.knownDevices.read();
    const search = await prepareSearch(context.log, project, input, known);
    context.events.publish({ kind: 'search', search });
    context.events.publish({ kind: 'imagesChanged', imageIds: null });
    return { searchId: search.id, job: startSearchJob(context, project, search.id, known) };
  }),

  resume: os.search.resume.handler(async ({ context, input }) => {
    context.activeRuns.requireNone();
    const project = context.projects.required();
    const { state } = project.searches.get(input.searchId);
    if (state === 'finished') throw new AppError('NOTHING_TO_DO', 'This search has finished all its trials.');
    return startSearchJob(context, project, input.searchId, await context.knownDevices.read());
  }),

  list: os.search.list.handler(({ context }) => context.projects.required().searches.list()),
};
