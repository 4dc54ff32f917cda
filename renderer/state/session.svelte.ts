import type { Hello, ProjectSummary } from '../../app/contract/views.ts';
import { host, messageOf, onHostConnected, onHostEvent } from './host.ts';

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
  startProblem = $state<string | null>(null);
  #view = $state<ViewName>(viewNames.find((name) => name === sessionStorage.getItem(viewKey)) ?? 'label');

  get view(): ViewName {
    return this.#view;
  }

  set view(view: ViewName) {
    this.#view = view;
    sessionStorage.setItem(viewKey, view);
  }

  /** Follows the host from now on; returns the disposer. */
  start(): () => void {
    const disposers = [
      onHostConnected(() => void this.#readHello()),
      onHostEvent((event) => {
        if (event.kind === 'project') this.#setProject(event.project);
      }),
    ];
    void this.#readHello();
    return () => disposers.forEach((dispose) => dispose());
  }

  async #readHello(): Promise<void> {
    try {
      this.hello = await host.hello();
      this.#setProject(this.hello.project);
      this.startProblem = null;
    } catch (error) {
      if (this.hello === null) this.startProblem = messageOf(error);
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
