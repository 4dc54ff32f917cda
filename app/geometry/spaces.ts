import type { ImageSize } from './imageSize.ts';

/** A place on the image: pixels, (0, 0) at the outer corner of the first pixel. */
export interface ImagePoint {
  readonly x: number;
  readonly y: number;
  readonly __space?: 'image';
}

/** A place on the canvas: CSS pixels from its upper left corner. */
export interface ViewPoint {
  readonly x: number;
  readonly y: number;
  readonly __space?: 'view';
}

/** view = image * scale + offset; `scale` is in CSS pixels per image pixel. */
export interface Viewport {
  readonly scale: number;
  readonly offsetX: number;
  readonly offsetY: number;
}

export function viewFromImage(viewport: Viewport, point: ImagePoint): ViewPoint {
  return { x: point.x * viewport.scale + viewport.offsetX, y: point.y * viewport.scale + viewport.offsetY };
}

export function imageFromView(viewport: Viewport, point: ViewPoint): ImagePoint {
  return { x: (point.x - viewport.offsetX) / viewport.scale, y: (point.y - viewport.offsetY) / viewport.scale };
}

/** Magnifies by `factor`; the image stays where it is under `viewPoint`. */
export function zoomAbout(viewport: Viewport, viewPoint: ViewPoint, factor: number): Viewport {
  return {
    scale: viewport.scale * factor,
    offsetX: viewPoint.x - (viewPoint.x - viewport.offsetX) * factor,
    offsetY: viewPoint.y - (viewPoint.y - viewport.offsetY) * factor,
  };
}

/** Shows the whole image, centred, with at least `marginPx` CSS pixels around it where the canvas has room for that. */
export function fitViewport(imageSize: ImageSize, viewSize: ImageSize, marginPx: number): Viewport {
  const roomX = Math.max(viewSize.width - 2 * marginPx, 1);
  const roomY = Math.max(viewSize.height - 2 * marginPx, 1);
  const scale = Math.min(roomX / imageSize.width, roomY / imageSize.height);
  return {
    scale,
    offsetX: (viewSize.width - imageSize.width * scale) / 2,
    offsetY: (viewSize.height - imageSize.height * scale) / 2,
  };
}
