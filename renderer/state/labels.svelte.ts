import type { HostEvent } from '../../app/contract/events.ts';
import type { LabelRecord } from '../../app/model/records.ts';
import { host, onHostConnected, onHostEvent } from './host.ts';

/** The labels of the open project, in their order. */
class Labels {
  list = $state.raw<readonly LabelRecord[]>([]);
  #projectPath: string | null = null;

  start(): () => void {
    const disposers = [onHostConnected(() => void this.refresh()), onHostEvent((event) => this.#follow(event))];
    return () => disposers.forEach((dispose) => dispose());
  }

  get(labelId: string): LabelRecord | null {
    return this.list.find((label) => label.id === labelId) ?? null;
  }

  /** A failed reading leaves the list as it is; the views that need the host say what is wrong. */
  async refresh(): Promise<void> {
    if (this.#projectPath === null) return;
    const list = await host.labels.list().catch(() => this.list);
    this.list = [...list].sort((a, b) => a.order - b.order);
  }

  enter(projectPath: string | null): void {
    if (projectPath === this.#projectPath) return;
    this.#projectPath = projectPath;
    this.list = [];
    void this.refresh();
  }

  #follow(event: HostEvent): void {
    const changes = event.kind === 'edit' && event.diff.some((change) => change.table === 'labels');
    if (changes || event.kind === 'labelsChanged') void this.refresh();
    if (event.kind === 'project') this.enter(event.project?.path ?? null);
  }
}

export const labels = new Labels();
