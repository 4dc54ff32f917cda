import type { PixelBox } from '../../app/geometry/geometry.ts';
import type { ImageSize } from '../../app/geometry/imageSize.ts';
import {
  fitViewport,
  imageFromView,
  type ImagePoint,
  type Viewport,
  type ViewPoint,
  zoomAbout,
} from '../../app/geometry/spaces.ts';

const SMALLEST_SCALE = 0.005;
const LARGEST_SCALE = 64;
const FIT_MARGIN = 16;
/** CSS pixels of the image that stay on the canvas wherever it is moved. */
const KEPT_IN_VIEW = 48;
const KEY_ZOOM = 1.25;

/** Which part of the image the canvas shows. */
class ViewportState {
  transform = $state.raw<Viewport>({ scale: 1, offsetX: 0, offsetY: 0 });
  /** Of the canvas, in CSS pixels. */
  size = $state.raw<ImageSize>({ width: 0, height: 0 });
  /** Under the pointer; `null` while it is elsewhere. */
  pointer = $state.raw<ImagePoint | null>(null);
  #image: ImageSize = { width: 1, height: 1 };
  /** As long as nobody has moved the view, it fits the image whatever becomes of the canvas. */
  #fitted = true;

  /** Image pixels per CSS pixel. */
  get pixel(): number {
    return 1 / this.transform.scale;
  }

  showImage(image: ImageSize): void {
    this.#image = image;
    this.fit();
  }

  resize(size: ImageSize): void {
    const before = this.size;
    if (before.width === size.width && before.height === size.height) return;
    this.size = size;
    if (this.#fitted) this.fit();
    else this.#move((size.width - before.width) / 2, (size.height - before.height) / 2);
  }

  fit(): void {
    this.transform = fitViewport(this.#image, this.size, FIT_MARGIN);
    this.#fitted = true;
  }

  /** Shows one image pixel as one CSS pixel, about the middle of the canvas. */
  actualSize(): void {
    // Exactly 1, which a product of quotients may miss: from there on pixels are drawn crisply.
    this.#set({ ...zoomAbout(this.transform, this.#middle(), 1 / this.transform.scale), scale: 1 });
  }

  zoomIn(): void {
    this.zoomAt(this.#middle(), KEY_ZOOM);
  }

  zoomOut(): void {
    this.zoomAt(this.#middle(), 1 / KEY_ZOOM);
  }

  zoomAt(point: ViewPoint, factor: number): void {
    const scale = Math.min(Math.max(this.transform.scale * factor, SMALLEST_SCALE), LARGEST_SCALE);
    this.#set(zoomAbout(this.transform, point, scale / this.transform.scale));
  }

  panBy(dx: number, dy: number): void {
    this.#move(dx, dy);
  }

  /** Brings a place of the image to the middle, without changing the scale. */
  centreOn({ x, y }: ImagePoint): void {
    this.#set(this.#centredOn({ x, y, width: 0, height: 0 }, this.transform.scale));
  }

  /** Shows the box large, with room around it. */
  fitBox(box: PixelBox): void {
    const margin = Math.min(this.size.width, this.size.height) / 6;
    const fitted = fitViewport(box, this.size, margin);
    const scale = Math.min(fitted.scale, 16);
    this.#set(this.#centredOn(box, scale));
  }

  /** Brings the box to the middle where it is out of sight, without changing the scale. */
  reveal(box: PixelBox): void {
    const start = imageFromView(this.transform, { x: 0, y: 0 });
    const end = imageFromView(this.transform, { x: this.size.width, y: this.size.height });
    const inView = box.x >= start.x && box.y >= start.y && box.x + box.width <= end.x && box.y + box.height <= end.y;
    if (inView) return;
    const fitting = Math.min(this.size.width / box.width, this.size.height / box.height) * 0.8;
    this.#set(this.#centredOn(box, Math.min(this.transform.scale, fitting)));
  }

  #centredOn(box: PixelBox, scale: number): Viewport {
    return {
      scale,
      offsetX: this.size.width / 2 - (box.x + box.width / 2) * scale,
      offsetY: this.size.height / 2 - (box.y + box.height / 2) * scale,
    };
  }

  #middle(): ViewPoint {
    return { x: this.size.width / 2, y: this.size.height / 2 };
  }

  #move(dx: number, dy: number): void {
    const { scale, offsetX, offsetY } = this.transform;
    this.#set({ scale, offsetX: offsetX + dx, offsetY: offsetY + dy });
  }

  #set({ scale, offsetX, offsetY }: Viewport): void {
    const inView = (offset: number, imageLength: number, viewLength: number) =>
      Math.min(Math.max(offset, KEPT_IN_VIEW - imageLength * scale), viewLength - KEPT_IN_VIEW);
    this.transform = {
      scale,
      offsetX: inView(offsetX, this.#image.width, this.size.width),
      offsetY: inView(offsetY, this.#image.height, this.size.height),
    };
    this.#fitted = false;
  }
}

export const viewport = new ViewportState();
