import type { HistoryState } from '../../app/contract/views.ts';
import type { RecordDiff } from '../../app/model/diff.ts';
import { clientId, codeOf, host } from './host.ts';

const retryPauseMs = 1000;

interface QueuedEdit {
  readonly description: string;
  readonly diff: RecordDiff;
  /** How long the person worked on it, where that is measured. */
  readonly activeMs?: number;
}

/** Who shows the edits: learns the history after each, and of one that the host refused. */
interface EditScreen {
  committed(history: HistoryState): void;
  /** Everything sent after the refused edit was dropped too, because it built on it. */
  refused(error: unknown): void;
}

/**
 * Sends edits one after the other. While the host is away they wait and are sent again; only an answer of the host
 * settles an edit.
 */
export class EditQueue {
  saving = $state<'saved' | 'saving' | 'failed'>('saved');
  readonly #screen: EditScreen;
  #tail: Promise<void> = Promise.resolve();
  #waiting = 0;
  #count = 0;
  /** Rises with every refusal: edits of an earlier generation are not sent any more. */
  #generation = 0;

  constructor(screen: EditScreen) {
    this.#screen = screen;
  }

  /** Edits so far: tells whether any came while something else was awaited. */
  get count(): number {
    return this.#count;
  }

  /** Resolves when all edits so far are settled. */
  settled(): Promise<void> {
    return this.#tail;
  }

  /** Resolves when the edit is settled, one way or the other. */
  push(edit: QueuedEdit): Promise<void> {
    const generation = this.#generation;
    this.#waiting += 1;
    this.#count += 1;
    if (this.saving === 'saved') this.saving = 'saving';
    this.#tail = this.#tail.then(async () => {
      if (generation === this.#generation) await this.#send(edit);
      this.#waiting -= 1;
      if (this.#waiting === 0) this.saving = 'saved';
    });
    return this.#tail;
  }

  async #send(edit: QueuedEdit): Promise<void> {
    for (;;) {
      try {
        const { history } = await host.edits.commit({ clientId, ...edit, diff: [...edit.diff] });
        this.saving = 'saving';
        this.#screen.committed(history);
        return;
      } catch (error) {
        if (codeOf(error) !== null) {
          this.#generation += 1;
          this.#screen.refused(error);
          return;
        }
        this.saving = 'failed';
        await new Promise((resolve) => setTimeout(resolve, retryPauseMs));
      }
    }
  }
}
