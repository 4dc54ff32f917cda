import type { HostEvent } from '../../app/contract/events.ts';
import { os } from './implementer.ts';

/** What is so now, then what happens: a page that connects again is right after the first few events. */
export const eventsHandler = os.events.handler(async function* ({ context, signal }) {
  const news = context.events.subscribe(signal);
  const project: HostEvent = { kind: 'project', project: context.projects.current()?.summary() ?? null };
  const jobs = context.jobs.list().map((job): HostEvent => ({ kind: 'job', job }));
  yield* [project, ...jobs];
  yield* news;
});
