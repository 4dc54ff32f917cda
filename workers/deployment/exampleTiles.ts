import { Tensor } from 'onnxruntime-node';
import { AppError } from '../../app/contract/errors.ts';
import type { ModelCard } from '../../app/training/modelCard.ts';
import { decodePixels } from '../images/decodePixels.ts';
import { normalisationOf } from '../inference/intensities.ts';
import { networkInput } from '../inference/networkInput.ts';

/** Cut-outs of images as the network gets them. */
export interface ExampleTiles {
  /** To measure the numbers inside the network on. */
  readonly measured: readonly Tensor[];
  /** Others, to compare results on. */
  readonly compared: readonly Tensor[];
  /** Images that could be read. */
  readonly images: number;
}

const tileCount = 32;
const comparedShare = 1 / 4;
/** Pixels; larger ones show no other numbers, and take memory for every value of the network. */
const usualSide = 256;
/** Steps by the golden ratio spread places evenly, however many there are. */
const goldenStep = (Math.sqrt(5) - 1) / 2;

/**
 * Cut-outs from places all over the images. `onImage` hears how many images were read. Throws `NOTHING_TO_DO` where none
 * can be read.
 */
export async function exampleTiles(
  card: ModelCard,
  files: readonly string[],
  onImage: (done: number) => void,
): Promise<ExampleTiles> {
  const { channels, multipleOf, onlySize } = card.input;
  const side = onlySize ?? Math.ceil(usualSide / multipleOf) * multipleOf;
  const chosen = spread(files, tileCount);
  const perImage = Math.ceil(tileCount / Math.max(1, chosen.length));
  const tiles: Tensor[] = [];
  let images = 0;
  for (const [index, file] of chosen.entries()) {
    const image = await decodePixels(file).catch((error: unknown) => {
      if (error instanceof AppError) return null;
      throw error;
    });
    onImage(index + 1);
    if (image === null) continue;
    images++;
    const normalisation = normalisationOf(image, card.intensities, card.normalisation);
    for (let number = 0; number < perImage; number++) {
      const place = (size: number, start: number): number => {
        const free = Math.max(0, size - side);
        return Math.round(free * ((start + (tiles.length + 1) * goldenStep) % 1));
      };
      const box = {
        x: place(image.width, 0),
        y: place(image.height, 0.5),
        width: Math.min(side, image.width),
        height: Math.min(side, image.height),
      };
      const { width, height, data } = networkInput(image, box, normalisation, onlySize ?? multipleOf);
      tiles.push(new Tensor('float32', data, [1, channels, height, width]));
    }
  }
  if (images === 0) {
    throw new AppError('NOTHING_TO_DO', 'No image of the project can be read to measure the model on.');
  }
  const isCompared = (index: number): boolean => index % Math.round(1 / comparedShare) === 0;
  return {
    measured: tiles.filter((_, index) => !isCompared(index) || tiles.length === 1),
    compared: tiles.filter((_, index) => isCompared(index)),
    images,
  };
}

/** At most `count` of the items, from all along the list. */
export function spread<T>(items: readonly T[], count: number): readonly T[] {
  if (items.length <= count) return items;
  return Array.from({ length: count }, (_, index) => items[Math.floor((index * items.length) / count)] as T);
}
