import type { DecodedImage } from '../images/decodePixels.ts';
import type { SegmentedTile, SemanticNetwork } from './segmenter.ts';

export interface TruthImage {
  readonly pixels: DecodedImage;
  /** Class of each pixel; `ignoredClass` where none counts. */
  readonly classMap: Uint8Array;
}

export interface SemanticScore {
  /** Mean cross-entropy of a pixel. */
  readonly loss: number;
  /** Mean over the labels that the images show; 0-1. */
  readonly dice: number;
  /** Entry `index` is class `index + 1`; `null` where no image shows it. */
  readonly dicePerLabel: readonly (number | null)[];
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
 * pixels of all images together. `images` may load one after another; `isCancelled` is asked between tiles, and ends
 * the evaluation with `null`.
 */
export async function evaluateSemantic(
  network: SemanticNetwork,
  images: AsyncIterable<TruthImage> | Iterable<TruthImage>,
  labelCount: number,
  isCancelled: () => boolean = () => false,
): Promise<SemanticScore | null> {
  const sums = (): Float64Array => new Float64Array(labelCount + 1);
  const tally: Tally = { pixels: 0, crossEntropy: 0, common: sums(), predicted: sums(), true: sums() };
  for await (const { pixels, classMap } of images) {
    for await (const tile of network.run(pixels)) {
      if (isCancelled()) return null;
      countTile(tile, classMap, pixels.width, labelCount + 1, tally);
    }
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
  };
}

function countTile(tile: SegmentedTile, truth: Uint8Array, imageWidth: number, classes: number, tally: Tally): void {
  const { box, core, rowLength, planeLength, probabilities } = tile;
  for (let y = core.y; y < core.y + core.height; y++) {
    const source = (y - box.y) * rowLength - box.x;
    for (let x = core.x; x < core.x + core.width; x++) {
      const actual = truth[y * imageWidth + x] as number;
      if (actual >= classes) continue;
      let best = 0;
      for (let index = 1; index < classes; index++) {
        const isLarger =
          (probabilities[index * planeLength + source + x] as number) >
          (probabilities[best * planeLength + source + x] as number);
        if (isLarger) best = index;
      }
      const probability = probabilities[actual * planeLength + source + x] as number;
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
