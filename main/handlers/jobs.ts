import { os } from './implementer.ts';

export const jobsHandlers = {
  list: os.jobs.list.handler(({ context }) => context.jobs.list()),
  cancel: os.jobs.cancel.handler(({ context, input }) => {
    context.jobs.cancel(input.jobId);
    return null;
  }),
  dismiss: os.jobs.dismiss.handler(({ context, input }) => {
    context.jobs.dismiss(input.jobId);
    return null;
  }),
};
