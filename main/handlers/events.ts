import type { HostEvent } from '../../app/contract/events.ts';
import { os } from './implementer.ts';

/**
 * What is so now, then what happens: a page that connects again is right after the first few events. That no project is
 * open is not among them: the host may have been started anew, under a page that has one.
 */
export const eventsHandler = os.events.handler(async function* ({ context, signal }) {
  const news = context.events.subscribe(signal);
  const project = context.projects.current();
  const opened: HostEvent[] = project === null ? [] : [{ kind: 'project', project: project.summary() }];
  const jobs = context.jobs.list().map((job): HostEvent => ({ kind: 'job', job }));
  yield* [...opened, ...jobs];
  yield* news;
});
