import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Tensor, type InferenceSession } from 'onnxruntime-node';
import * as v from 'valibot';
import { AppError } from '../../app/contract/errors.ts';
import type { DeviceTrial, SessionDevice } from '../../app/contract/workerMessages.ts';
import { modelCard, type ModelCard } from '../../app/training/modelCard.ts';
import type { ImageSize } from '../../app/geometry/imageSize.ts';
import { outputPlanes, type Separation } from '../../app/training/separation.ts';
import type { TrainConfig } from '../../app/training/trainConfig.ts';
import type { DecodedImage } from '../images/decodePixels.ts';
import { chooseDevice } from '../onnx/devices/chooseDevice.ts';
import type { DeviceNotes } from '../onnx/devices/deviceNotes.ts';
import { inWebgpuForm } from '../onnx/webgpu/webgpuForm.ts';
import { readModel, writeModel } from '../onnx/file/modelFile.ts';
import { openSession } from '../onnx/session.ts';
import { normalisationOf } from './intensities.ts';
import { networkInput, type Normalisation } from './networkInput.ts';
import { emptySegmentation, keepTile, type SegmentedTile, type Segmentation } from './segmentation.ts';
import { planTiles } from './tiles.ts';

/** What of a card the prediction depends on. */
export interface SegmenterInput {
  readonly inputName: string;
  readonly outputName: string;
  /** Of the planes of plain numbers; `null` where the network has none. */
  readonly mapsName: string | null;
  readonly separation: Separation;
  readonly multipleOf: number;
  /** Height and width of every tile, where the network takes no other. */
  readonly onlySize?: number | undefined;
  /** Side of the tiles that the network was trained on. */
  readonly tileSize: number;
  readonly intensities: TrainConfig['intensities'];
  /** Of all training images. */
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
    const result = this.empty(image);
    for await (const tile of this.run(image)) keepTile(tile, image.width, result);
    return result;
  }

  /** To be filled by the tiles of `run`. */
  empty(size: ImageSize): Segmentation {
    return emptySegmentation(size, outputPlanes[this.#input.separation]);
  }

  /** The probabilities of an image, tile by tile; together the cores cover it once. */
  async *run(image: DecodedImage): AsyncGenerator<SegmentedTile> {
    const { inputName } = this.#input;
    const normalisation = normalisationOf(image, this.#input.intensities, this.#input.normalisation);
    const { side, margin, grid, multipleOf } = tileSizes(this.#input);
    for (const { input: box, core } of planTiles(image.width, image.height, side, margin, grid)) {
      const { width, height, data } = networkInput(image, box, normalisation, multipleOf);
      const feed = new Tensor('float32', data, [1, normalisation.mean.length, height, width]);
      const outputs = await this.#session.run({ [inputName]: feed });
      yield { box, core, rowLength: width, planeLength: width * height, ...this.#planes(outputs) };
    }
  }

  #planes(outputs: InferenceSession.OnnxValueMapType): Pick<SegmentedTile, 'classes' | 'probabilities' | 'maps'> {
    const { outputName, mapsName } = this.#input;
    const named = (name: string): Tensor => {
      const output = outputs[name];
      if (output === undefined) throw new AppError('INVALID_INPUT', `The model has no output named ${name}.`);
      return output;
    };
    const probabilities = named(outputName);
    const maps = mapsName === null ? new Float32Array() : (named(mapsName).data as Float32Array);
    return { classes: probabilities.dims[1] ?? 0, probabilities: probabilities.data as Float32Array, maps };
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
  const side = predictionTileSide({ multipleOf, onlySize, tileSize });
  return { side, margin: aligned(tileMargin), grid: multipleOf, multipleOf };
}

/** Pixels of the tiles that large images are cut into. */
export function predictionTileSide({
  multipleOf,
  onlySize,
  tileSize,
}: Pick<SegmenterInput, 'multipleOf' | 'onlySize' | 'tileSize'>): number {
  return onlySize ?? Math.ceil(Math.max(largestTile, tileSize) / multipleOf) * multipleOf;
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
    mapsName: card.output.maps ?? null,
    separation: card.separation,
    multipleOf: card.input.multipleOf,
    onlySize: card.input.onlySize,
    tileSize: card.input.tileSize,
    intensities: card.intensities,
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
