import type { HostEvent } from '../../app/contract/events.ts';
import type { RunDetails, RunSummary } from '../../app/contract/views.ts';
import { noticeText } from '../../app/training/runNotices.ts';
import { messages } from '../messages/messages.ts';
import { host, messageOf, onHostConnected, onHostEvent } from './host.ts';
import { notices } from './notices.svelte.ts';

/** The training runs of the open project, newest first, and everything about the one that is looked at. */
class Runs {
  list = $state.raw<readonly RunSummary[]>([]);
  state = $state<'loading' | 'ready' | 'failed'>('loading');
  problem = $state('');
  shown = $state.raw<RunDetails | null>(null);
  readonly running = $derived(this.list.find((run) => run.state === 'running') ?? null);
  #projectPath: string | null = null;
  #shownId: string | null = null;

  start(): () => void {
    const disposers = [onHostConnected(() => void this.refresh()), onHostEvent((event) => this.#follow(event))];
    return () => disposers.forEach((dispose) => dispose());
  }

  async refresh(): Promise<void> {
    if (this.#projectPath === null) return;
    try {
      const list = await host.training.runs();
      this.list = [...list].sort((a, b) => b.startedAt - a.startedAt);
      this.state = 'ready';
      const wanted = this.#shownId ?? this.running?.id ?? null;
      if (wanted !== null) await this.show(wanted);
    } catch (error) {
      this.problem = messageOf(error);
      this.state = 'failed';
    }
  }

  /** Reads a run with its curves; from then on it grows with the events. `null` shows none. */
  async show(runId: string | null): Promise<void> {
    this.#shownId = runId;
    if (runId === null) {
      this.shown = null;
      return;
    }
    const details = await host.training.run({ runId });
    if (this.#shownId === runId) this.shown = details;
  }

  enter(projectPath: string | null): void {
    if (projectPath === this.#projectPath) return;
    this.#projectPath = projectPath;
    this.#shownId = null;
    this.list = [];
    this.shown = null;
    this.state = 'loading';
    void this.refresh();
  }

  #follow(event: HostEvent): void {
    if (event.kind === 'project') this.enter(event.project?.path ?? null);
    else if (event.kind === 'notice') notices.show('warning', noticeText(event.notice, messages.reports.runNotices));
    else if (event.kind === 'run') this.#setRun(event.run);
    else if (event.kind === 'runLoss') {
      this.#grow(event.runId, (shown) => ({ losses: added(shown.losses, event.point) }));
    } else if (event.kind === 'runValidation') {
      this.#grow(event.runId, (shown) => ({ validations: added(shown.validations, event.point) }));
    } else if (event.kind === 'runPreview') {
      this.#grow(event.runId, (shown) => ({ previews: [...shown.previews, event.preview] }));
    }
  }

  #setRun(run: RunSummary): void {
    const isKnown = this.list.some((known) => known.id === run.id);
    this.list = isKnown ? this.list.map((known) => (known.id === run.id ? run : known)) : [run, ...this.list];
    this.#grow(run.id, () => run);
  }

  #grow(runId: string, change: (shown: RunDetails) => Partial<RunDetails>): void {
    if (this.shown?.id === runId) this.shown = { ...this.shown, ...change(this.shown) };
  }
}

/** After a resume the run starts again from its checkpoint: points from there on are replaced. */
function added<Point extends { readonly step: number }>(points: readonly Point[], point: Point): readonly Point[] {
  const last = points.at(-1);
  const kept = last !== undefined && last.step >= point.step ? points.filter(({ step }) => step < point.step) : points;
  return [...kept, point];
}

export const runs = new Runs();
