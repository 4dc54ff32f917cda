import type { MeasuredLine } from '../../app/geometry/measuredLine.ts';
import type { ImageId } from '../../app/model/records.ts';

/** What was measured on the open image: shown until it is cleared or another image comes, and never stored. */
class Measurements {
  list = $state.raw<readonly MeasuredLine[]>([]);
  #imageId: ImageId | null = null;

  add(line: MeasuredLine): void {
    this.list = [...this.list, line];
  }

  removeLast(): void {
    this.list = this.list.slice(0, -1);
  }

  clear(): void {
    this.list = [];
  }

  /** Told of the image on the canvas, once or several times. */
  follow(imageId: ImageId | null): void {
    if (imageId !== this.#imageId) this.clear();
    this.#imageId = imageId;
  }
}

export const measurements = new Measurements();
