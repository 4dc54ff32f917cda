import type { Separation } from '../../app/training/separation.ts';
import type { DecodedImage } from '../images/decodePixels.ts';
import { ObjectFit, type FittedObjects } from './grouping/objectFit.ts';
import type { NumberedObjects } from './grouping/objectScore.ts';
import { keepTile, type SegmentedTile, type Segmentation } from './segmentation.ts';
import type { SemanticNetwork } from './segmenter.ts';

export interface TruthImage extends NumberedObjects {
  readonly pixels: DecodedImage;
}

export interface NetworkScore {
  /** Mean cross-entropy of a pixel. */
  readonly loss: number;
  /** Mean over the labels that the images show; 0-1. */
  readonly dice: number;
  /** Entry `index` is class `index + 1`; `null` where no image shows it. */
  readonly dicePerLabel: readonly (number | null)[];
  /** How well objects are found; `null` where touching objects are not told apart, and without objects. */
  readonly objects: FittedObjects | null;
}

/** Sums over pixels by class, from which scores follow. */
interface Tally {
  pixels: number;
  crossEntropy: number;
  readonly common: Float64Array;
  readonly predicted: Float64Array;
  readonly true: Float64Array;
}

const smallestProbability = 1e-7;

/**
 * Scores a network on whole images: Dice of a label is 2 |prediction and truth| / (|prediction| + |truth|) over the
 * pixels of all images together. Entry `index` of `smallestAreas` is the least area of an object of class `index + 1`, in
 * pixels. `images` may load one after another; `isCancelled` is asked between tiles, and ends
 * the evaluation with `null`.
 */
export async function evaluateNetwork(
  network: SemanticNetwork,
  images: AsyncIterable<TruthImage> | Iterable<TruthImage>,
  smallestAreas: readonly number[],
  separation: Separation,
  isCancelled: () => boolean = () => false,
): Promise<NetworkScore | null> {
  const labelCount = smallestAreas.length;
  const sums = (): Float64Array => new Float64Array(labelCount + 1);
  const tally: Tally = { pixels: 0, crossEntropy: 0, common: sums(), predicted: sums(), true: sums() };
  const fit = separation === 'components' ? null : new ObjectFit(separation, smallestAreas);
  for await (const truth of images) {
    const segmentation = network.empty(truth.pixels);
    for await (const tile of network.run(truth.pixels)) {
      if (isCancelled()) return null;
      keepTile(tile, truth.pixels.width, segmentation);
      countTile(tile, segmentation, truth, labelCount + 1, tally);
    }
    fit?.add(segmentation, truth.pixels, truth);
  }
  const dicePerLabel = Array.from({ length: labelCount }, (_, index) => {
    const truth = tally.true[index + 1] ?? 0;
    return truth === 0 ? null : (2 * (tally.common[index + 1] ?? 0)) / (truth + (tally.predicted[index + 1] ?? 0));
  });
  const shown = dicePerLabel.filter((dice) => dice !== null);
  return {
    loss: tally.crossEntropy / Math.max(1, tally.pixels),
    dice: shown.reduce((sum, dice) => sum + dice, 0) / Math.max(1, shown.length),
    dicePerLabel,
    objects: fit?.best() ?? null,
  };
}

function countTile(
  tile: SegmentedTile,
  { classMap, rim }: Segmentation,
  { pixels: { width }, objectMap, classOfObject }: TruthImage,
  classes: number,
  tally: Tally,
): void {
  const { box, core, rowLength, planeLength, probabilities } = tile;
  for (let y = core.y; y < core.y + core.height; y++) {
    const source = (y - box.y) * rowLength - box.x;
    for (let x = core.x; x < core.x + core.width; x++) {
      const pixel = y * width + x;
      const actual = classOfObject[objectMap[pixel] as number] as number;
      if (actual >= classes) continue;
      const best = classMap[pixel] as number;
      // The rim of an object is right for every label.
      const rimShare = actual > 0 ? (rim[pixel] ?? 0) : 0;
      const probability = (probabilities[actual * planeLength + source + x] as number) + rimShare;
      tally.crossEntropy -= Math.log(Math.max(probability, smallestProbability));
      tally.pixels++;
      increment(tally.true, actual);
      increment(tally.predicted, best);
      if (best === actual) increment(tally.common, actual);
    }
  }
}

function increment(counts: Float64Array, index: number): void {
  counts[index] = (counts[index] as number) + 1;
}
