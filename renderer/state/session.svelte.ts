import type { Hello, ProjectSummary } from '../../app/contract/views.ts';
import { beforeHostConnected, host, isAnswer, messageOf, onHostEvent } from './host.ts';
import { notices } from './notices.svelte.ts';

export const viewNames = ['label', 'train', 'models', 'data', 'reports'] as const;
export type ViewName = (typeof viewNames)[number];

const viewKey = 'maskwright.view';

/** What this window shows: the open project and the view. */
class Session {
  hello = $state.raw<Hello | null>(null);
  project = $state.raw<ProjectSummary | null>(null);
  /** A sample project is being made: it is shown once it is whole. */
  isMakingSample = $state(false);
  /** Why the first call failed; `null` once it worked. */
  #startFailure = $state.raw<unknown>(null);
  #view = $state<ViewName>(viewNames.find((name) => name === sessionStorage.getItem(viewKey)) ?? 'label');

  /** Why the host has not answered yet; `null` where it has not failed. */
  get startProblem(): string | null {
    return this.#startFailure === null ? null : messageOf(this.#startFailure);
  }

  get view(): ViewName {
    return this.#view;
  }

  set view(view: ViewName) {
    this.#view = view;
    sessionStorage.setItem(viewKey, view);
  }

  /** Follows the host from now on; returns the disposer. */
  start(): () => void {
    beforeHostConnected(() => this.#readHello());
    return onHostEvent((event) => {
      if (event.kind === 'project') this.#setProject(event.project);
    });
  }

  async #readHello(): Promise<void> {
    try {
      this.hello = await host.hello();
      this.#startFailure = null;
      if (this.hello.project === null && this.project !== null) await this.#openAgain(this.project.path);
      else this.#setProject(this.hello.project);
    } catch (error) {
      if (this.hello === null) this.#startFailure = error;
      throw error;
    }
  }

  /** A host that was started anew after a crash has nothing open, while this window is in the middle of its work. */
  async #openAgain(path: string): Promise<void> {
    try {
      this.#setProject(await host.project.open({ path }));
    } catch (error) {
      if (!isAnswer(error)) throw error;
      this.#setProject(null);
      notices.show('error', messageOf(error));
    }
  }

  /** Called with the answer of create and open, so that the screen changes before the event arrives. */
  enter(project: ProjectSummary): void {
    this.view = project.images === 0 ? 'data' : 'label';
    this.#setProject(project);
  }

  leave(): void {
    this.#setProject(null);
  }

  #setProject(project: ProjectSummary | null): void {
    this.project = project;
    document.title = project === null ? 'Maskwright' : `${project.name} - Maskwright`;
  }
}

export const session = new Session();
