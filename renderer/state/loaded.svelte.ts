import { messageOf } from './host.ts';

/** Something that is read from the host, again and again; an answer that a later question has overtaken is dropped. */
export class Loaded<T> {
  /** The newest answer; stays while it is read anew. */
  value = $state.raw<T | null>(null);
  state = $state<'loading' | 'ready' | 'failed'>('loading');
  #failure = $state.raw<unknown>(null);
  #question = 0;

  get problem(): string {
    return this.#failure === null ? '' : messageOf(this.#failure);
  }

  async read(ask: () => Promise<T>): Promise<void> {
    const question = ++this.#question;
    try {
      const value = await ask();
      if (question !== this.#question) return;
      this.value = value;
      this.state = 'ready';
    } catch (error) {
      if (question !== this.#question) return;
      this.#failure = error;
      this.state = 'failed';
    }
  }

  /** For another question: what was answered before says nothing about it. */
  forget(): void {
    this.#question++;
    this.value = null;
    this.state = 'loading';
  }
}
