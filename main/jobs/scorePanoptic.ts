import { basename, join } from 'node:path';
import { AppError } from '../../app/contract/errors.ts';
import type { PanopticCategory, PanopticFile, PanopticFileImage } from '../../app/formats/coco/panopticFile.ts';
import type { ImageSize } from '../../app/geometry/imageSize.ts';
import { stackLayers } from '../../app/geometry/layers.ts';
import { spansArea, spansFromMask } from '../../app/geometry/spans.ts';
import {
  addPanopticImage,
  emptyPanopticTally,
  meanPanopticScore,
  type PanopticImage,
  type PanopticScore,
  panopticScore,
} from '../../app/metrics/panopticQuality.ts';
import type { ImageWorkers } from '../media/imageWorkers.ts';

/** A panoptic JSON with the folder of its PNGs. */
export interface PanopticSource {
  readonly file: PanopticFile;
  readonly folder: string;
}

type MeanScore = ReturnType<typeof meanPanopticScore>;

export interface ScoredPanoptic {
  readonly images: number;
  readonly all: MeanScore;
  readonly things: MeanScore;
  readonly stuff: MeanScore;
  readonly classes: readonly {
    readonly id: string;
    readonly name: string;
    readonly isThing: boolean;
    /** `null` where the class is in neither. */
    readonly score: PanopticScore | null;
  }[];
}

/** Images in flight at a time; the image workers take turns among them. */
const concurrency = 4;

/**
 * Scores predicted against true segments as panopticapi does. Throws `FILE_UNSUPPORTED` where JSON and PNG disagree, or
 * an image has no prediction.
 */
export async function scorePanoptic(
  imageWorkers: ImageWorkers,
  truth: PanopticSource,
  prediction: PanopticSource,
): Promise<ScoredPanoptic> {
  const categories = truth.file.categories;
  if (categories === null) throw unsupported('The ground truth lists no categories.');
  const classOf = new Map(categories.map(({ id }, index) => [id, index]));
  const predicted = new Map(prediction.file.images.map((image) => [image.id, image]));
  const tally = emptyPanopticTally(categories.length);
  const read = async (image: PanopticFileImage) => {
    const found = predicted.get(image.id);
    if (found === undefined) throw unsupported(`There is no prediction for image ${image.id} (${image.fileName}).`);
    const size = image.size ?? found.size ?? (await imageWorkers.probe(fileOf(truth, image)));
    return Promise.all([
      readSegments(imageWorkers, truth, image, size, classOf, false),
      readSegments(imageWorkers, prediction, found, size, classOf, true),
    ]);
  };
  const { images } = truth.file;
  for (let first = 0; first < images.length; first += concurrency) {
    // Added in the order of the file, so that sums come out the same every time.
    for (const [actual, found] of await Promise.all(images.slice(first, first + concurrency).map(read))) {
      addPanopticImage(tally, actual, found, true);
    }
  }
  const scores = tally.map(panopticScore);
  const meanOf = (isWanted: (category: PanopticCategory) => boolean): MeanScore => {
    return meanPanopticScore(scores.filter((_, index) => isWanted(categories[index] as PanopticCategory)));
  };
  return {
    images: images.length,
    all: meanOf(() => true),
    things: meanOf(({ isThing }) => isThing),
    stuff: meanOf(({ isThing }) => !isThing),
    classes: categories.map((category, index) => ({ ...category, score: scores[index] ?? null })),
  };
}

/** Files in the folder alone: a name that leads elsewhere is refused. */
function fileOf({ folder }: PanopticSource, { fileName }: PanopticFileImage): string {
  if (basename(fileName) !== fileName || fileName.includes('\\') || fileName === '..') {
    throw unsupported(`"${fileName}" is no file name: PNGs lie in one folder.`);
  }
  return join(folder, fileName);
}

/** True areas are those of the JSON, predicted ones are counted, as panopticapi has it. */
async function readSegments(
  imageWorkers: ImageWorkers,
  source: PanopticSource,
  image: PanopticFileImage,
  { width, height }: ImageSize,
  classOf: ReadonlyMap<string, number>,
  areCounted: boolean,
): Promise<PanopticImage> {
  const file = fileOf(source, image);
  const colours = image.segments.map(({ id }) => colourOf(id));
  const reading = { kind: 'values' as const, values: colours, colour: true, split: false };
  const { objects, unlabelled } = await imageWorkers.maskObjects({ file, width, height, reading });
  const [stranger] = unlabelled;
  if (stranger !== undefined) {
    throw unsupported(`"${file}" has segment ${colourOf(stranger.value)}, which the JSON does not list.`);
  }
  const spansOf = new Map(objects.map(({ value, mask }) => [value, spansFromMask(mask)]));
  const owned = image.segments.map(({ id }, owner) => {
    const spans = spansOf.get(colourOf(id));
    if (spans === undefined) throw unsupported(`"${file}" has no pixel of segment ${id}, which the JSON lists.`);
    return { owner, spans };
  });
  const segments = image.segments.map(({ id, categoryId, isCrowd, area }, index) => {
    const classIndex = classOf.get(categoryId);
    if (classIndex === undefined) {
      throw unsupported(`Segment ${id} of ${image.fileName} has category ${categoryId}, which the ground truth lacks.`);
    }
    const counted = spansArea(owned[index]?.spans ?? []);
    return { classIndex, isCrowd: isCrowd && !areCounted, area: areCounted ? counted : (area ?? counted) };
  });
  return { segments, layers: stackLayers(owned) };
}

/** Ids put red lowest, mask files put it highest; the exchange is the same both ways. */
function colourOf(id: number): number {
  return ((id & 0xff) << 16) | (id & 0xff00) | (id >> 16);
}

function unsupported(sentence: string): AppError {
  return new AppError('FILE_UNSUPPORTED', sentence);
}
