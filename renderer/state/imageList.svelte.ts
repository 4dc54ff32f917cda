import type { HostEvent } from '../../app/contract/events.ts';
import type { ImageSummary } from '../../app/contract/views.ts';
import { host, messageOf, onHostConnected, onHostEvent } from './host.ts';
import { withEdit } from './imageCounts.ts';
import { chooseImages, countByFilter, type ImageFilter, type ImageSort } from './imageFilter.ts';

const refreshPauseMs = 400;

/** The images of the open project, and which of them the person wants to see. */
class ImageList {
  images = $state.raw<readonly ImageSummary[]>([]);
  state = $state<'loading' | 'ready' | 'failed'>('loading');
  problem = $state('');
  filter = $state<ImageFilter>('all');
  search = $state('');
  sort = $state<ImageSort>('name');

  readonly filtered = $derived(
    chooseImages(this.images, { filter: this.filter, search: this.search, sort: this.sort }),
  );
  readonly counts = $derived(countByFilter(this.images));
  readonly #byId = $derived(new Map(this.images.map((image) => [image.id, image])));

  #projectPath: string | null = null;
  #isRefreshDue = false;
  #readingNumber = 0;

  start(): () => void {
    const disposers = [onHostConnected(() => void this.refresh()), onHostEvent((event) => this.#follow(event))];
    return () => disposers.forEach((dispose) => dispose());
  }

  get(imageId: string): ImageSummary | null {
    return this.#byId.get(imageId) ?? null;
  }

  /** The image after this one among those shown; the first one where this one is not shown. `null` at the end. */
  next(currentId: string | null): ImageSummary | null {
    const index = this.filtered.findIndex((image) => image.id === currentId);
    return this.filtered[index + 1] ?? null;
  }

  /** The image before this one among those shown; `null` at the beginning. */
  previous(currentId: string | null): ImageSummary | null {
    const index = this.filtered.findIndex((image) => image.id === currentId);
    return index < 0 ? (this.filtered.at(-1) ?? null) : (this.filtered[index - 1] ?? null);
  }

  showAll(): void {
    this.filter = 'all';
    this.search = '';
  }

  async refresh(): Promise<void> {
    if (this.#projectPath === null) return;
    const readingNumber = ++this.#readingNumber;
    try {
      const images = await host.images.list();
      if (readingNumber !== this.#readingNumber) return;
      this.images = images;
      this.state = 'ready';
    } catch (error) {
      if (readingNumber !== this.#readingNumber) return;
      this.problem = messageOf(error);
      this.state = 'failed';
    }
  }

  #follow(event: HostEvent): void {
    if (event.kind === 'edit') this.images = withEdit(this.images, event.diff);
    if (event.kind === 'imagesChanged') this.#refreshSoon();
    if (event.kind === 'project') this.enter(event.project?.path ?? null);
  }

  /** Another project starts with an empty list and no filter. */
  enter(projectPath: string | null): void {
    if (projectPath === this.#projectPath) return;
    this.#projectPath = projectPath;
    this.#readingNumber++;
    this.images = [];
    this.state = 'loading';
    this.showAll();
    if (projectPath !== null) void this.refresh();
  }

  /** An import announces every few images; the list is read at most a few times a second. */
  #refreshSoon(): void {
    if (this.#isRefreshDue) return;
    this.#isRefreshDue = true;
    setTimeout(() => {
      this.#isRefreshDue = false;
      void this.refresh();
    }, refreshPauseMs);
  }
}

export const imageList = new ImageList();
