import type { JobResult } from '../../app/contract/jobs.ts';
import type { ModelSummary } from '../../app/contract/views.ts';
import type { ExportForm } from '../../app/deployment/exportedModel.ts';
import { hostText } from '../messages/hostText.ts';
import { host, messageOf } from './host.ts';
import { isRunning, jobs } from './jobs.svelte.ts';

type MadeExport = Extract<JobResult, { kind: 'exportModel' }>;
type KeptExport = Awaited<ReturnType<typeof host.export.keepModel>>;

/** One export of a model on its way: chosen, made and measured, and then kept or given up. */
export class ModelExport {
  readonly model: ModelSummary;
  form = $state<ExportForm>('float32');
  #failure = $state.raw<unknown>(null);
  kept = $state.raw<KeptExport | null>(null);
  isBusy = $state(false);
  #jobId = $state<string | null>(null);
  readonly job = $derived(jobs.list.find(({ id }) => id === this.#jobId) ?? null);
  readonly isMaking = $derived(this.job !== null && isRunning(this.job));
  readonly made = $derived<MadeExport | null>(this.job?.result?.kind === 'exportModel' ? this.job.result : null);

  constructor(model: ModelSummary) {
    this.model = model;
  }

  /** Why there is no export, where one was asked for. */
  get failure(): string | null {
    if (this.#failure !== null) return messageOf(this.#failure);
    return this.job?.error === null || this.job === null ? null : hostText(this.job.error.message);
  }

  async make(): Promise<void> {
    this.#failure = null;
    await this.#attempt(async () => {
      const job = await host.export.model({ modelId: this.model.id, form: this.form });
      jobs.add(job);
      this.#jobId = job.id;
    });
  }

  async keep(folder: string): Promise<void> {
    const { made } = this;
    if (made === null) return;
    await this.#attempt(async () => {
      this.kept = await host.export.keepModel({ exportId: made.exportId, folder });
    });
  }

  /** Back to the choice of a form; what was made and not kept is gone. */
  async giveUp(): Promise<void> {
    const { job, made, kept } = this;
    this.#jobId = null;
    this.#failure = null;
    if (job === null) return;
    if (isRunning(job)) return jobs.cancel(job);
    if (made !== null && kept === null) {
      await this.#attempt(() => host.export.discardModel({ exportId: made.exportId }));
      await jobs.dismiss(job);
    }
  }

  async #attempt(call: () => Promise<unknown>): Promise<void> {
    this.isBusy = true;
    try {
      await call();
    } catch (error) {
      this.#failure = error;
    }
    this.isBusy = false;
  }
}
