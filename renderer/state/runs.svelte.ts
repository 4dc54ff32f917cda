import type { HostEvent } from '../../app/contract/events.ts';
import type { RunDetails, RunSummary } from '../../app/contract/views.ts';
import { noticeText } from '../../app/training/runNotices.ts';
import { messages } from '../messages/messages.ts';
import { host, messageOf, onHostConnected, onHostEvent } from './host.ts';
import { notices } from './notices.svelte.ts';

/** A small network takes hundreds of steps a second: what it tells is shown a few times a second. */
const gatherMs = 200;

/** The training runs of the open project, newest first, and everything about the one that is looked at. */
class Runs {
  list = $state.raw<readonly RunSummary[]>([]);
  state = $state<'loading' | 'ready' | 'failed'>('loading');
  #failure = $state.raw<unknown>(null);
  shown = $state.raw<RunDetails | null>(null);
  readonly running = $derived(this.list.find((run) => run.state === 'running') ?? null);
  #projectPath: string | null = null;
  #shownId: string | null = null;
  #gathered: HostEvent[] = [];
  #isDue = false;

  get problem(): string {
    return this.#failure === null ? '' : messageOf(this.#failure);
  }

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
      this.#failure = error;
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
    if (this.#shownId !== runId) return;
    this.#gathered = this.#gathered.filter((event) => !isPartOf(details, event));
    this.shown = details;
  }

  enter(projectPath: string | null): void {
    if (projectPath === this.#projectPath) return;
    this.#projectPath = projectPath;
    this.#shownId = null;
    this.#gathered = [];
    this.list = [];
    this.shown = null;
    this.state = 'loading';
    void this.refresh();
  }

  #follow(event: HostEvent): void {
    if (event.kind === 'project') this.enter(event.project?.path ?? null);
    else if (event.kind === 'notice') notices.show('warning', noticeText(event.notice, messages.reports.runNotices));
    else if (isOfRun(event)) this.#gather(event);
  }

  #gather(event: HostEvent): void {
    this.#gathered.push(event);
    if (this.#isDue) return;
    this.#isDue = true;
    setTimeout(() => {
      this.#isDue = false;
      this.#showGathered();
    }, gatherMs);
  }

  #showGathered(): void {
    const events = this.#gathered;
    this.#gathered = [];
    this.list = events.reduce((list, event) => (event.kind === 'run' ? withRun(list, event.run) : list), this.list);
    if (this.shown !== null) this.shown = grown(this.shown, events);
  }
}

function isOfRun({ kind }: HostEvent): boolean {
  return kind === 'run' || kind === 'runLoss' || kind === 'runValidation' || kind === 'runPreview';
}

function withRun(list: readonly RunSummary[], run: RunSummary): readonly RunSummary[] {
  const isKnown = list.some((known) => known.id === run.id);
  return isKnown ? list.map((known) => (known.id === run.id ? run : known)) : [run, ...list];
}

/** The run with what was told of it since. */
function grown(shown: RunDetails, events: readonly HostEvent[]): RunDetails {
  let { losses, validations, previews } = shown;
  let summary: RunSummary | null = null;
  for (const event of events) {
    if (event.kind === 'run' && event.run.id === shown.id) summary = event.run;
    else if (event.kind === 'runLoss' && event.runId === shown.id) losses = added(losses, event.point);
    else if (event.kind === 'runValidation' && event.runId === shown.id) validations = added(validations, event.point);
    else if (event.kind === 'runPreview' && event.runId === shown.id) previews = [...previews, event.preview];
  }
  return { ...shown, ...summary, losses, validations, previews };
}

/** Whether a run that was just read has what the event tells. */
function isPartOf(run: RunDetails, event: HostEvent): boolean {
  if (event.kind === 'runLoss') return event.runId === run.id && event.point.step <= lastStep(run.losses);
  if (event.kind === 'runValidation') return event.runId === run.id && event.point.step <= lastStep(run.validations);
  return event.kind === 'runPreview' && event.runId === run.id && event.preview.step <= lastStep(run.previews);
}

const lastStep = (points: readonly { readonly step: number }[]): number => points.at(-1)?.step ?? -1;

/** After a resume the run starts again from its checkpoint: points from there on are replaced. */
function added<Point extends { readonly step: number }>(points: readonly Point[], point: Point): readonly Point[] {
  const last = points.at(-1);
  const kept = last !== undefined && last.step >= point.step ? points.filter(({ step }) => step < point.step) : points;
  return [...kept, point];
}

export const runs = new Runs();
