import type { ModelSummary } from '../../app/contract/views.ts';
import { host, messageOf, onHostConnected, onHostEvent } from './host.ts';

/** The trained models of the open project, newest first. */
class Models {
  list = $state.raw<readonly ModelSummary[]>([]);
  state = $state<'loading' | 'ready' | 'failed'>('loading');
  #failure = $state.raw<unknown>(null);
  readonly inUse = $derived(this.list.find((model) => model.inUse) ?? null);
  /** Whose models these are. */
  projectPath = $state<string | null>(null);

  get problem(): string {
    return this.#failure === null ? '' : messageOf(this.#failure);
  }

  start(): () => void {
    const disposers = [
      onHostConnected(() => void this.refresh()),
      onHostEvent((event) => {
        if (event.kind === 'modelsChanged') void this.refresh();
        if (event.kind === 'project') this.enter(event.project?.path ?? null);
      }),
    ];
    return () => disposers.forEach((dispose) => dispose());
  }

  get(modelId: string): ModelSummary | null {
    return this.list.find((model) => model.id === modelId) ?? null;
  }

  async refresh(): Promise<void> {
    if (this.projectPath === null) return;
    try {
      const list = await host.models.list();
      this.list = [...list].sort((a, b) => b.createdAt - a.createdAt);
      this.state = 'ready';
    } catch (error) {
      this.#failure = error;
      this.state = 'failed';
    }
  }

  enter(projectPath: string | null): void {
    if (projectPath === this.projectPath) return;
    this.projectPath = projectPath;
    this.list = [];
    this.state = 'loading';
    void this.refresh();
  }
}

export const models = new Models();
