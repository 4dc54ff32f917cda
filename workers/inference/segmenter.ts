import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Tensor, type InferenceSession } from 'onnxruntime-node';
import * as v from 'valibot';
import { AppError } from '../../app/contract/errors.ts';
import type { DeviceTrial, SessionDevice } from '../../app/contract/workerMessages.ts';
import { modelCard, type ModelCard } from '../../app/training/modelCard.ts';
import type { DecodedImage } from '../images/decodePixels.ts';
import { chooseDevice } from '../onnx/devices/chooseDevice.ts';
import type { DeviceNotes } from '../onnx/devices/deviceNotes.ts';
import { inWebgpuForm } from '../onnx/webgpu/webgpuForm.ts';
import { readModel, writeModel } from '../onnx/file/modelFile.ts';
import { openSession } from '../onnx/session.ts';
import { networkInput, type Normalisation } from './networkInput.ts';
import { planTiles, type Box } from './tiles.ts';

export interface Segmentation {
  /** Class of each pixel, row-major; 0 is the background. */
  readonly classMap: Uint8Array;
  /** Probability of that class, 0-1. */
  readonly probability: Float32Array;
}

/** Result of one tile: class `k` of the pixel (x, y) of `core` is at `k planeLength + (y - box.y) rowLength + x - box.x`. */
export interface SegmentedTile {
  readonly box: Box;
  readonly core: Box;
  readonly rowLength: number;
  readonly planeLength: number;
  readonly classes: number;
  readonly probabilities: Float32Array;
}

/** What of a card the prediction depends on. */
export interface SegmenterInput {
  readonly inputName: string;
  readonly outputName: string;
  readonly multipleOf: number;
  /** Height and width of every tile, where the network takes no other. */
  readonly onlySize?: number | undefined;
  /** Side of the tiles that the network was trained on. */
  readonly tileSize: number;
  readonly normalisation: Normalisation;
}

/** A margin that the receptive field of the usual networks does not exceed by much. */
const tileMargin = 48;
/** Larger tiles waste less on overlap; beyond this, memory grows without gain. */
const largestTile = 512;

/** Segments whole images with one session: tile by tile, each kept pixel from the inside of its tile. */
export class SemanticNetwork {
  readonly #session: InferenceSession;
  readonly #input: SegmenterInput;

  constructor(session: InferenceSession, input: SegmenterInput) {
    this.#session = session;
    this.#input = input;
  }

  async segment(image: DecodedImage): Promise<Segmentation> {
    const result = emptySegmentation(image);
    for await (const tile of this.run(image)) keepWinners(tile, image.width, result);
    return result;
  }

  /** The probabilities of an image, tile by tile; together the cores cover it once. */
  async *run(image: DecodedImage): AsyncGenerator<SegmentedTile> {
    const { inputName, outputName, normalisation } = this.#input;
    const { side, margin, grid, multipleOf } = tileSizes(this.#input);
    for (const { input: box, core } of planTiles(image.width, image.height, side, margin, grid)) {
      const { width, height, data } = networkInput(image, box, normalisation, multipleOf);
      const feed = new Tensor('float32', data, [1, normalisation.mean.length, height, width]);
      const output = (await this.#session.run({ [inputName]: feed }))[outputName];
      if (output === undefined) throw new AppError('INVALID_INPUT', `The model has no output named ${outputName}.`);
      const probabilities = output.data as Float32Array;
      yield { box, core, rowLength: width, planeLength: width * height, classes: output.dims[1] ?? 0, probabilities };
    }
  }

  /** Frees the session's memory; the network cannot be used afterwards. */
  async release(): Promise<void> {
    await this.#session.release();
  }
}

interface TileSizes {
  readonly side: number;
  readonly margin: number;
  /** Tiles begin at multiples of this. */
  readonly grid: number;
  /** Tiles that reach beyond the image are filled up to multiples of this. */
  readonly multipleOf: number;
}

function tileSizes({ multipleOf, onlySize, tileSize }: SegmenterInput): TileSizes {
  if (onlySize !== undefined) {
    return { side: onlySize, margin: Math.min(tileMargin, onlySize >> 2), grid: 1, multipleOf: onlySize };
  }
  const aligned = (pixels: number): number => Math.ceil(pixels / multipleOf) * multipleOf;
  const side = aligned(Math.max(largestTile, tileSize));
  return { side, margin: aligned(tileMargin), grid: multipleOf, multipleOf };
}

export function emptySegmentation({ width, height }: DecodedImage): Segmentation {
  return { classMap: new Uint8Array(width * height), probability: new Float32Array(width * height) };
}

/** Writes class and probability of each pixel of a tile's core. */
export function keepWinners(tile: SegmentedTile, imageWidth: number, result: Segmentation): void {
  const { box, core, rowLength, planeLength, classes, probabilities } = tile;
  for (let y = core.y; y < core.y + core.height; y++) {
    const source = (y - box.y) * rowLength - box.x;
    for (let x = core.x; x < core.x + core.width; x++) {
      let best = 0;
      let bestProbability = probabilities[source + x] as number;
      for (let index = 1; index < classes; index++) {
        const probability = probabilities[index * planeLength + source + x] as number;
        if (probability > bestProbability) {
          best = index;
          bestProbability = probability;
        }
      }
      result.classMap[y * imageWidth + x] = best;
      result.probability[y * imageWidth + x] = bestProbability;
    }
  }
}

export interface Segmenter {
  readonly card: ModelCard;
  readonly device: SessionDevice;
  readonly trials: readonly DeviceTrial[];
  readonly segment: (image: DecodedImage) => Promise<Segmentation>;
  readonly release: () => Promise<void>;
}

/**
 * Opens `model.onnx` with its `card.json`. Throws `NO_MODEL` where the folder holds none, `FILE_UNREADABLE` where it is
 * damaged, and `DEVICE_UNAVAILABLE` where the device does not work.
 */
export async function openSegmenter(
  modelFolder: string,
  wanted: SessionDevice | 'auto',
  notes?: DeviceNotes,
): Promise<Segmenter> {
  const card = await readCard(modelFolder);
  const file = join(modelFolder, 'model.onnx');
  const stored = await readFile(file).catch((cause: unknown) => {
    throw new AppError('NO_MODEL', `${modelFolder} holds no model.onnx.`, cause);
  });
  const { device, trials } = await chooseDevice(wanted, notes);
  const model = device === 'webgpu' ? writeModel(inWebgpuForm(readModel(stored, file))) : stored;
  const session = await openSession(model, { device }).catch((cause: unknown) => {
    throw new AppError('FILE_UNREADABLE', `${file} cannot be opened as a network.`, cause);
  });
  const network = new SemanticNetwork(session, {
    inputName: card.input.name,
    outputName: card.output.name,
    multipleOf: card.input.multipleOf,
    onlySize: card.input.onlySize,
    tileSize: card.input.tileSize,
    normalisation: card.normalisation,
  });
  return { card, device, trials, segment: (image) => network.segment(image), release: () => network.release() };
}

/** Throws `NO_MODEL` where the folder has no card, `FILE_UNREADABLE` where it is not one. */
export async function readCard(modelFolder: string): Promise<ModelCard> {
  const file = join(modelFolder, 'card.json');
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new AppError('NO_MODEL', `${modelFolder} holds no card.json.`, cause);
  });
  try {
    return v.parse(modelCard, JSON.parse(text));
  } catch (cause) {
    throw new AppError('FILE_UNREADABLE', `${file} is no model card of this program.`, cause);
  }
}
