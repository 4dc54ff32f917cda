import type { HostEvent } from '../../app/contract/events.ts';
import type { Job } from '../../app/contract/jobs.ts';
import { host, messageOf, onHostConnected, onHostEvent } from './host.ts';
import { notices } from './notices.svelte.ts';

export function isRunning(job: Job): boolean {
  return job.finishedAt === null;
}

/** Long work of the host: what runs, and results until they are dismissed. */
class Jobs {
  /** Newest first. */
  list = $state.raw<readonly Job[]>([]);
  readonly running = $derived(this.list.filter(isRunning));
  panelOpen = $state(false);
  #endListeners = new Set<(job: Job) => void>();

  start(): () => void {
    const disposers = [onHostConnected(() => void this.#readAll()), onHostEvent((event) => this.#follow(event))];
    return () => disposers.forEach((dispose) => dispose());
  }

  /** Called once for every job whose end this window saw. Returns the disposer. */
  onEnd(listener: (job: Job) => void): () => void {
    this.#endListeners.add(listener);
    return () => this.#endListeners.delete(listener);
  }

  /** Called with the answer of a call that started work, so that it shows at once. */
  add(job: Job): void {
    if (!this.list.some((known) => known.id === job.id)) this.list = [job, ...this.list];
  }

  async cancel(job: Job): Promise<void> {
    await this.#attempt(() => host.jobs.cancel({ jobId: job.id }));
  }

  async dismiss(job: Job): Promise<void> {
    this.list = this.list.filter((known) => known.id !== job.id);
    await this.#attempt(() => host.jobs.dismiss({ jobId: job.id }));
  }

  async dismissFinished(): Promise<void> {
    await Promise.all(this.list.filter((job) => !isRunning(job)).map((job) => this.dismiss(job)));
  }

  async #attempt(call: () => Promise<unknown>): Promise<void> {
    try {
      await call();
    } catch (error) {
      notices.show('error', messageOf(error));
    }
  }

  async #readAll(): Promise<void> {
    await this.#attempt(async () => {
      const jobs = await host.jobs.list();
      this.list = [...jobs].sort((a, b) => b.startedAt - a.startedAt);
    });
  }

  #follow(event: HostEvent): void {
    if (event.kind === 'jobDismissed') this.list = this.list.filter((job) => job.id !== event.jobId);
    if (event.kind !== 'job') return;
    const known = this.list.find((job) => job.id === event.job.id);
    this.list = known
      ? this.list.map((job) => (job === known ? event.job : job))
      : [event.job, ...this.list].sort((a, b) => b.startedAt - a.startedAt);
    const ended = known !== undefined && isRunning(known) && !isRunning(event.job);
    if (ended) for (const listener of this.#endListeners) listener(event.job);
  }
}

export const jobs = new Jobs();
