import type { HostEvent } from '../../app/contract/events.ts';
import type { ImageSummary } from '../../app/contract/views.ts';
import { host, messageOf, onHostConnected, onHostEvent } from './host.ts';
import { withEdit } from './imageCounts.ts';
import { chooseImages, countByFilter, type ImageFilter, type SplitFilter } from './imageFilter.ts';
import { sortImages, type ImageSort } from './imageSort.ts';
import { stepToTarget, type ImageTarget } from './imageSteps.ts';
import { LabelFilter } from './labelFilter.svelte.ts';

const refreshPauseMs = 400;

/** The images of the open project, and which of them the person wants to see. */
class ImageList {
  images = $state.raw<readonly ImageSummary[]>([]);
  state = $state<'loading' | 'ready' | 'failed'>('loading');
  #failure = $state.raw<unknown>(null);
  filter = $state<ImageFilter>('all');
  split = $state<SplitFilter>('all');
  readonly label = new LabelFilter();
  search = $state('');
  sort = $state<ImageSort>('name');

  /** What the filters show, in order of the names. */
  readonly chosen = $derived(
    chooseImages(this.images, {
      filter: this.filter,
      split: this.split,
      withLabel: this.label.images,
      search: this.search,
    }),
  );
  readonly filtered = $derived(sortImages(this.chosen, this.sort));
  readonly counts = $derived(countByFilter(this.images));
  readonly #byId = $derived(new Map(this.images.map((image) => [image.id, image])));

  #projectPath: string | null = null;
  #isRefreshDue = false;
  #readingNumber = 0;
  #isReading = false;

  get problem(): string {
    return this.#failure === null ? '' : messageOf(this.#failure);
  }

  start(): () => void {
    const disposers = [onHostConnected(() => void this.refresh()), onHostEvent((event) => this.#follow(event))];
    return () => disposers.forEach((dispose) => dispose());
  }

  get(imageId: string): ImageSummary | null {
    return this.#byId.get(imageId) ?? null;
  }

  /** The image after this one among those shown; the first one where this one is unknown. `null` at the end. */
  next(currentId: string | null): ImageSummary | null {
    const order = this.#orderAround(currentId);
    return order[order.findIndex((image) => image.id === currentId) + 1] ?? null;
  }

  /** The image before this one among those shown; the last one where this one is unknown. `null` at the beginning. */
  previous(currentId: string | null): ImageSummary | null {
    const order = this.#orderAround(currentId);
    const index = order.findIndex((image) => image.id === currentId);
    return index < 0 ? (order.at(-1) ?? null) : (order[index - 1] ?? null);
  }

  /** The nearest other image among those shown that awaits something, going round at the end. */
  toTarget(currentId: string | null, target: ImageTarget, direction: 1 | -1): ImageSummary | null {
    return stepToTarget(this.#orderAround(currentId), currentId, target, direction);
  }

  showAll(): void {
    this.filter = 'all';
    this.split = 'all';
    this.label.choose(null);
    this.search = '';
  }

  async refresh(): Promise<void> {
    if (this.#projectPath === null) return;
    const readingNumber = ++this.#readingNumber;
    this.#isReading = true;
    void this.label.read();
    try {
      const images = await host.images.list();
      if (readingNumber !== this.#readingNumber) return;
      this.images = images;
      this.state = 'ready';
    } catch (error) {
      if (readingNumber !== this.#readingNumber) return;
      this.#failure = error;
      this.state = 'failed';
    }
    this.#isReading = false;
  }

  /** The shown images, with the current one in its place where the filters do not show it any more. */
  #orderAround(currentId: string | null): readonly ImageSummary[] {
    const current = currentId === null ? null : this.get(currentId);
    if (current === null || this.filtered.includes(current)) return this.filtered;
    const shown = new Set(this.filtered);
    return sortImages(
      this.images.filter((image) => image === current || shown.has(image)),
      this.sort,
    );
  }

  #follow(event: HostEvent): void {
    if (event.kind === 'edit') {
      this.images = withEdit(this.images, event.diff, event.counts);
      this.label.follow(event.diff);
      // An answer that is under way may be from before the edit.
      if (this.#isReading) this.#refreshSoon();
    }
    if (event.kind === 'imagesChanged') this.#refreshSoon();
    if (event.kind === 'project') this.enter(event.project?.path ?? null);
  }

  /** Another project starts with an empty list and no filter. */
  enter(projectPath: string | null): void {
    if (projectPath === this.#projectPath) return;
    this.#projectPath = projectPath;
    this.#readingNumber++;
    this.#isReading = false;
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
