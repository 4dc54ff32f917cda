import type { ErrorCode } from '../../app/contract/errors.ts';
import type { HistoryState } from '../../app/contract/views.ts';
import type { RecordDiff } from '../../app/model/diff.ts';
import { clientId, codeOf, host, isAnswer } from './host.ts';

const retryPauseMs = 1000;
/** An answer that takes longer is told of. */
const slowAfterMs = 1500;

/** Refusals after which the same edit goes through as soon as something else is put right. */
const passingCodes: ReadonlySet<string | null> = new Set<ErrorCode>(['NO_PROJECT_OPEN', 'DISK_FULL']);

interface QueuedEdit {
  readonly description: string;
  readonly diff: RecordDiff;
  /** How long the person worked on it, where that is measured. */
  readonly activeMs?: number;
}

/** Who shows the edits: learns the history after each, and of one that the host refused. */
interface EditScreen {
  committed(history: HistoryState): void;
  /** `lost` are the gestures of the refused edit and of all behind it, which built on it, oldest first. */
  refused(error: unknown, lost: readonly string[]): void;
  /** The host is there but cannot save now; said once for each edit. */
  delayed(error: unknown): void;
}

/**
 * Sends edits one after the other. While the host is away or cannot save they wait and are sent again; only an answer of
 * the host settles an edit. An edit whose answer was lost is sent again too: the host knows it.
 */
export class EditQueue {
  saving = $state<'saved' | 'saving' | 'slow' | 'failed'>('saved');
  /** Gestures that are not settled, oldest first. */
  #waiting = $state.raw<readonly string[]>([]);
  readonly #screen: EditScreen;
  #tail: Promise<void> = Promise.resolve();
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

  get waiting(): number {
    return this.#waiting.length;
  }

  /** Resolves when all edits so far are settled. */
  settled(): Promise<void> {
    return this.#tail;
  }

  /** Resolves when the edit is settled, one way or the other. */
  push(edit: QueuedEdit): Promise<void> {
    const generation = this.#generation;
    this.#waiting = [...this.#waiting, edit.description];
    this.#count += 1;
    if (this.saving === 'saved') this.saving = 'saving';
    this.#tail = this.#tail.then(async () => {
      if (generation !== this.#generation) return;
      await this.#send(edit);
      if (generation !== this.#generation) return;
      this.#waiting = this.#waiting.slice(1);
      if (this.#waiting.length === 0) this.saving = 'saved';
    });
    return this.#tail;
  }

  /** Forgets what is not settled, as another project is open; answers its gestures. */
  drop(): readonly string[] {
    const lost = this.#waiting;
    this.#generation += 1;
    this.#waiting = [];
    this.saving = 'saved';
    return lost;
  }

  async #send(edit: QueuedEdit): Promise<void> {
    const generation = this.#generation;
    for (let attempt = 1; generation === this.#generation; attempt++) {
      const slow = setTimeout(() => this.saving === 'saving' && (this.saving = 'slow'), slowAfterMs);
      try {
        const { history } = await host.edits.commit({ clientId, ...edit, diff: [...edit.diff] });
        this.saving = 'saving';
        this.#screen.committed(history);
        return;
      } catch (error) {
        if (generation !== this.#generation) return;
        if (isAnswer(error) && !passingCodes.has(codeOf(error))) {
          this.#screen.refused(error, this.drop());
          return;
        }
        if (attempt === 1 && codeOf(error) === 'DISK_FULL') this.#screen.delayed(error);
        this.saving = 'failed';
        await new Promise((resolve) => setTimeout(resolve, retryPauseMs));
      } finally {
        clearTimeout(slow);
      }
    }
  }
}
