import type { ImportedModel } from '../../app/contract/importMessages.ts';
import { importFields } from '../../app/training/importFields.ts';
import { host, messageOf } from './host.ts';
import { plannedTraining } from './trainingPlan.svelte.ts';

export type ImportKey = keyof typeof importFields;
const importKeys = Object.keys(importFields) as ImportKey[];

/** Typing is over when nothing came for so long. */
const pauseMs = 400;

/** A model of another program that the next training begins with: what is set about it, and what would become of it. */
class ImportedModelChoice {
  /** `null` while it is not known, or cannot be trained. */
  inspected = $state.raw<ImportedModel | null>(null);
  /** Why it cannot be trained as it is set. */
  #failure = $state.raw<unknown>(null);
  isBusy = $state(false);
  #latest = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  readonly path: string | null = $derived.by(() => {
    const { fromModel } = plannedTraining.changes;
    return typeof fromModel === 'string' ? fromModel : null;
  });

  get problem(): string | null {
    return this.#failure === null ? null : messageOf(this.#failure);
  }

  value(key: ImportKey): unknown {
    return Object.hasOwn(plannedTraining.changes, key) ? plannedTraining.changes[key] : importFields[key].default;
  }

  set(key: ImportKey, value: unknown): void {
    plannedTraining.setChange(key, value);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.inspect(), pauseMs);
  }

  /** Goes back to a network of the program's own. */
  clear(): void {
    for (const key of importKeys) plannedTraining.setChange(key, importFields[key].default);
    void this.inspect();
  }

  /** Asks the host what would become of the model; only the answer to the last question counts. */
  async inspect(): Promise<void> {
    clearTimeout(this.#timer);
    const question = ++this.#latest;
    const isLatest = (): boolean => question === this.#latest;
    this.inspected = null;
    this.#failure = null;
    this.isBusy = this.path !== null;
    if (this.path === null) return;
    try {
      const inspected = await host.training.inspect({ config: { ...plannedTraining.changes } });
      if (isLatest()) this.inspected = inspected;
    } catch (error) {
      if (isLatest()) this.#failure = error;
    }
    if (isLatest()) this.isBusy = false;
  }
}

export const importedModel = new ImportedModelChoice();
