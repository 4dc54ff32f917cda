import type { PixelValue } from '../canvas/imageLayer.ts';

/** Stored values under the pointer; `null` beside the image. */
class PixelReading {
  value = $state.raw<PixelValue | null>(null);
}

export const pixelReading = new PixelReading();
