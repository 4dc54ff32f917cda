import type { ImageId } from '../../app/model/records.ts';
import { pictureError } from './pictureError.ts';
import type { TilePyramid } from '../../app/contract/tilePyramid.ts';

const MOST_KEPT = 500;

/** Tile pyramids by image, asked for once each. */
export interface Pyramids {
  /** `null` until it has come; `onCome` is called then. */
  get(imageId: ImageId): TilePyramid | null;
}

export function createPyramids(onCome: () => void, onFailure: (imageId: ImageId, error: unknown) => void): Pyramids {
  const known = new Map<ImageId, TilePyramid | null>();
  const ask = async (imageId: ImageId) => {
    try {
      const response = await fetch(`/images/${encodeURIComponent(imageId)}/pyramid.json`);
      if (!response.ok) throw await pictureError(response);
      known.set(imageId, (await response.json()) as TilePyramid);
      onCome();
    } catch (error) {
      // Asked again when the image is wanted again.
      known.delete(imageId);
      onFailure(imageId, error);
    }
  };
  return {
    get: (imageId) => {
      const pyramid = known.get(imageId);
      if (pyramid !== undefined) return pyramid;
      if (known.size >= MOST_KEPT) known.clear();
      known.set(imageId, null);
      void ask(imageId);
      return null;
    },
  };
}
