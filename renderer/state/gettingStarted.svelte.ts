import type { Job } from '../../app/contract/jobs.ts';
import { jobs } from './jobs.svelte.ts';
import { models } from './models.svelte.ts';
import { session } from './session.svelte.ts';
import { startSteps, stepsAfter, type StartStep } from './startSteps.ts';

const dismissedKey = 'maskwright.gettingStarted';
const stepsKey = (projectPath: string): string => `maskwright.gettingStarted:${projectPath}`;

/**
 * Leads a newcomer through the job on a project that was new when this window met it (it had no model), until the
 * person puts the guide away; that is remembered for all projects.
 */
class GettingStarted {
  #isDismissed = $state(localStorage.getItem(dismissedKey) !== null);
  /** `null`: the project is nothing to begin with, or it is not known yet. */
  #done = $state.raw<ReadonlySet<StartStep> | null>(null);
  #projectPath: string | null = null;

  readonly done: ReadonlySet<StartStep> = $derived(this.#done ?? new Set());
  readonly isShown: boolean = $derived(!this.#isDismissed && this.#done !== null);

  start(): () => void {
    const following = $effect.root(() => {
      $effect(() => this.#follow());
    });
    const disposers = [following, jobs.onEnd((job) => this.#followJob(job))];
    return () => disposers.forEach((dispose) => dispose());
  }

  dismiss(): void {
    this.#isDismissed = true;
    localStorage.setItem(dismissedKey, 'dismissed');
  }

  /** Asked for by the person: on any project. */
  showAgain(): void {
    this.#isDismissed = false;
    localStorage.removeItem(dismissedKey);
    this.#setDone(this.#done ?? new Set());
    this.#follow();
  }

  #follow(): void {
    const { project } = session;
    const path = project?.path ?? null;
    if (path !== this.#projectPath) {
      this.#projectPath = path;
      this.#done = path === null ? null : readSteps(path);
    }
    const isRead = models.projectPath === path && models.state === 'ready';
    if (project === null || !isRead) return;
    if (this.#done === null && models.list.length > 0) return;
    const { images, labelled: labelledImages, suggestions } = project;
    const facts = { images, labelledImages, suggestions, models: models.list.length };
    this.#setDone(stepsAfter(this.#done ?? new Set(), facts));
  }

  #followJob({ result }: Job): void {
    if (this.#done === null) return;
    if (result?.kind === 'exportCoco') this.#setDone(new Set([...this.#done, 'export']));
    // With suggestions to decide the project itself shows both steps, the second one later.
    const isDecided = result?.kind === 'predict' && (result.accepted || result.suggestions === 0);
    if (isDecided) this.#setDone(new Set([...this.#done, 'predict', 'correct']));
  }

  #setDone(done: ReadonlySet<StartStep>): void {
    if (done === this.#done) return;
    this.#done = done;
    if (this.#projectPath !== null) localStorage.setItem(stepsKey(this.#projectPath), [...done].join(' '));
  }
}

/** `null` where the guide was never shown on this project. */
function readSteps(projectPath: string): ReadonlySet<StartStep> | null {
  const stored = localStorage.getItem(stepsKey(projectPath));
  if (stored === null) return null;
  const words = new Set(stored.split(' '));
  return new Set(startSteps.filter((step) => words.has(step)));
}

export const gettingStarted = new GettingStarted();
