import type { EvaluatedImage } from '../../app/metrics/imageFindings.ts';
import { host, messageOf } from './host.ts';

const pageLength = 24;

/** What an evaluation found image by image, read page by page. */
export class EvaluatedImageList {
  images = $state.raw<readonly EvaluatedImage[]>([]);
  labelIds = $state.raw<readonly string[]>([]);
  total = $state(0);
  isReading = $state(false);
  #failure = $state.raw<unknown>(null);
  readonly #modelId: string;
  readonly #split: 'val' | 'test' | 'all';

  constructor(modelId: string, split: 'val' | 'test' | 'all') {
    this.#modelId = modelId;
    this.#split = split;
  }

  get problem(): string | null {
    return this.#failure === null ? null : messageOf(this.#failure);
  }

  async readMore(): Promise<void> {
    if (this.isReading) return;
    this.isReading = true;
    try {
      const order = { modelId: this.#modelId, split: this.#split, offset: this.images.length, limit: pageLength };
      const page = await host.models.evaluatedImages(order);
      this.images = [...this.images, ...page.images];
      this.labelIds = page.labelIds;
      this.total = page.total;
      this.#failure = null;
    } catch (error) {
      this.#failure = error;
    } finally {
      this.isReading = false;
    }
  }
}
