import { AppError } from '../../../app/contract/errors.ts';
import type { RunImage } from '../../../app/training/runDataset.ts';
import { decodePixels } from '../../images/decodePixels.ts';
import { objectDepths } from '../targets/objectDepths.ts';
import type { LabelledPixels } from './cutPatch.ts';
import { objectMapOf } from './objectMap.ts';

/** Decoded images with their objects, up to a limit of memory; the least recently used one makes room. */
export class ImageCache {
  readonly #images: readonly RunImage[];
  readonly #needsDepths: boolean;
  readonly #limitBytes: number;
  readonly #entries = new Map<number, LabelledPixels>();
  #usedBytes = 0;

  /** Depths and radii are measured where targets are made from them. */
  constructor(images: readonly RunImage[], limitMegabytes: number, needsDepths = false) {
    this.#images = images;
    this.#needsDepths = needsDepths;
    this.#limitBytes = limitMegabytes * 2 ** 20;
  }

  /** Throws `FILE_UNREADABLE` where the file is damaged or has changed since it was imported. */
  async get(index: number): Promise<LabelledPixels> {
    const known = this.#entries.get(index);
    if (known !== undefined) {
      this.#entries.delete(index);
      this.#entries.set(index, known);
      return known;
    }
    const loaded = await loadImage(this.#images[index] as RunImage, this.#needsDepths);
    this.#entries.set(index, loaded);
    this.#usedBytes += bytesOf(loaded);
    for (const [oldest, entry] of this.#entries) {
      if (this.#usedBytes <= this.#limitBytes || oldest === index) break;
      this.#entries.delete(oldest);
      this.#usedBytes -= bytesOf(entry);
    }
    return loaded;
  }
}

export async function loadImage(image: RunImage, needsDepths: boolean): Promise<LabelledPixels> {
  const pixels = await decodePixels(image.file);
  if (pixels.width !== image.width || pixels.height !== image.height) {
    const sizes = `${pixels.width}x${pixels.height} instead of ${image.width}x${image.height} pixels`;
    throw new AppError('FILE_UNREADABLE', `${image.file} has changed since it was imported: it has ${sizes}.`);
  }
  const objects = objectMapOf(image);
  const depths = needsDepths
    ? objectDepths(objects.objectMap, image.width, image.height, image.objects.length)
    : { depths: new Uint8Array(), radii: new Float32Array() };
  return { pixels, ...objects, ...depths };
}

function bytesOf({ pixels, objectMap, depths }: LabelledPixels): number {
  return pixels.data.byteLength + objectMap.byteLength + depths.byteLength;
}
