import type { HistoryGesture } from '../../app/contract/historyViews.ts';
import { messages } from '../messages/messages.ts';
import { withNewestPage, withOlderPage } from './historyPages.ts';
import { host, messageOf } from './host.ts';
import { notices } from './notices.svelte.ts';
import { openImage } from './openImage.svelte.ts';
import { toolState } from './toolState.svelte.ts';

const pageSize = 100;

/** The gestures of the project as a list, read from the newest on as far as somebody looks. */
class HistoryList {
  isOpen = $state(false);
  onlyThisImage = $state(false);
  gestures = $state.raw<readonly HistoryGesture[]>([]);
  total = $state(0);
  /** The newest gesture that is not undone; those above it in the list are. */
  present = $state(0);
  state = $state<'loading' | 'ready' | 'failed'>('loading');
  #failure = $state.raw<unknown>(null);
  /** Of which image the list is; `undefined`: of all. */
  readonly imageId: string | undefined = $derived(this.onlyThisImage ? openImage.document?.image.id : undefined);
  #reading = 0;

  get problem(): string {
    return this.#failure === null ? '' : messageOf(this.#failure);
  }

  get isWhole(): boolean {
    return this.gestures.length >= this.total;
  }

  /** Another list than before: nothing of it is known. */
  async begin(): Promise<void> {
    this.gestures = [];
    this.state = 'loading';
    await this.refresh();
  }

  async refresh(): Promise<void> {
    await this.#read(0, withNewestPage);
  }

  async readOlder(): Promise<void> {
    if (this.state === 'ready' && !this.isWhole) await this.#read(this.gestures.length, withOlderPage);
  }

  /** 0: before all gestures. */
  async goTo(sequence: number): Promise<void> {
    if (sequence === this.present) return;
    if (toolState.node.busy) notices.show('info', messages.history.busy);
    else await openImage.goTo(sequence);
  }

  async #read(offset: number, join: typeof withNewestPage): Promise<void> {
    const reading = ++this.#reading;
    try {
      const { imageId } = this;
      const page = await host.edits.list({ offset, limit: pageSize, ...(imageId === undefined ? {} : { imageId }) });
      if (reading !== this.#reading) return;
      this.gestures = join(this.gestures, page);
      this.total = page.total;
      this.present = page.present;
      this.state = 'ready';
    } catch (error) {
      if (reading !== this.#reading) return;
      this.#failure = error;
      this.state = 'failed';
    }
  }
}

export const historyList = new HistoryList();
