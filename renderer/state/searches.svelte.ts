import type { HostEvent } from '../../app/contract/events.ts';
import type { Search } from '../../app/contract/searchViews.ts';
import { host, messageOf, onHostConnected, onHostEvent } from './host.ts';
import { jobs } from './jobs.svelte.ts';
import { notices } from './notices.svelte.ts';

type Order = Parameters<typeof host.search.start>[0];

/** The searches for settings of the open project, newest first, and the one that is looked at. */
class Searches {
  list = $state.raw<readonly Search[]>([]);
  shownId = $state<string | null>(null);
  readonly shown = $derived(this.list.find(({ id }) => id === this.shownId) ?? null);
  readonly running = $derived(this.list.find(({ state }) => state === 'running') ?? null);
  /** Runs that are trials, with their search. */
  readonly byRun: ReadonlyMap<string, Search> = $derived(
    new Map(
      this.list.flatMap((search) => search.trials.flatMap(({ runId }) => (runId === null ? [] : [[runId, search]]))),
    ),
  );
  #projectPath: string | null = null;

  start(): () => void {
    const disposers = [onHostConnected(() => void this.#refresh()), onHostEvent((event) => this.#follow(event))];
    return () => disposers.forEach((dispose) => dispose());
  }

  /** Starts a search and shows it; answers whether it could be started. */
  async begin(order: Order): Promise<boolean> {
    try {
      const { searchId, job } = await host.search.start(order);
      jobs.add(job);
      this.shownId = searchId;
      return true;
    } catch (error) {
      notices.show('error', messageOf(error));
      return false;
    }
  }

  async resume(search: Search): Promise<void> {
    try {
      jobs.add(await host.search.resume({ searchId: search.id }));
    } catch (error) {
      notices.show('error', messageOf(error));
    }
  }

  async #refresh(): Promise<void> {
    if (this.#projectPath === null) return;
    try {
      this.list = await host.search.list();
    } catch (error) {
      notices.show('error', messageOf(error));
    }
  }

  #follow(event: HostEvent): void {
    if (event.kind === 'project') this.#enter(event.project?.path ?? null);
    if (event.kind !== 'search') return;
    const { search } = event;
    const isKnown = this.list.some(({ id }) => id === search.id);
    this.list = isKnown ? this.list.map((known) => (known.id === search.id ? search : known)) : [search, ...this.list];
  }

  #enter(projectPath: string | null): void {
    if (projectPath === this.#projectPath) return;
    this.#projectPath = projectPath;
    this.shownId = null;
    this.list = [];
    void this.#refresh();
  }
}

export const searches = new Searches();
