import type { Job } from '../../../app/contract/jobs.ts';
import { messageOf } from '../../state/host.ts';
import { jobs } from '../../state/jobs.svelte.ts';

/** Starts long work by `call`; `null` where it started, the sentence of the failure otherwise. */
export async function startJob(call: () => Promise<Job>): Promise<string | null> {
  try {
    jobs.add(await call());
    return null;
  } catch (error) {
    return messageOf(error);
  }
}
