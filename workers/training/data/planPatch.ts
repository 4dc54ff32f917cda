import { geometryBox } from '../../../app/geometry/measure.ts';
import type { PixelBox } from '../../../app/geometry/geometry.ts';
import type { RunImage } from '../../../app/training/runDataset.ts';
import type { TrainConfig } from '../../../app/training/trainConfig.ts';
import { randomSource } from '../random.ts';

/** Where a patch is cut from and how it is changed. Patch pixel (u, v) shows image point (a u + b v + c, d u + e v + f). */
export interface PatchPlan {
  readonly imageIndex: number;
  readonly imageFromPatch: readonly [a: number, b: number, c: number, d: number, e: number, f: number];
  /** Whether image points fall between pixels, so that values have to be interpolated. */
  readonly interpolates: boolean;
  /** Added, in standard deviations. */
  readonly brightness: number;
  readonly contrast: number;
  readonly gamma: number;
  /** Standard deviation of the added noise, in standard deviations of the image. */
  readonly noise: number;
  readonly noiseSeed: number;
}

/** Where the objects of each class lie, so that patches can be centred on them. */
export interface SamplingIndex {
  readonly images: readonly { readonly width: number; readonly height: number }[];
  /** One entry for each class that has objects. */
  readonly classes: readonly (readonly { readonly imageIndex: number; readonly box: PixelBox }[])[];
}

/** Share of the patches that are turned freely and scaled; the others stay sharp. */
const freeShare = 0.5;

export function samplingIndexOf(images: readonly Pick<RunImage, 'width' | 'height' | 'objects'>[]): SamplingIndex {
  const byClass = new Map<number, { imageIndex: number; box: PixelBox }[]>();
  for (const [imageIndex, image] of images.entries()) {
    for (const object of image.objects.filter(({ isCrowd }) => !isCrowd)) {
      const places = byClass.get(object.classIndex) ?? [];
      places.push({ imageIndex, box: geometryBox(object.geometry) });
      byClass.set(object.classIndex, places);
    }
  }
  const classes = [...byClass].sort(([a], [b]) => a - b).map(([, places]) => places);
  return { images: images.map(({ width, height }) => ({ width, height })), classes };
}

/**
 * Patch `slot` of step `step`: a pure function of its arguments. A share of the patches shows an object, of each class
 * equally often; the others lie anywhere, images with more pixels more often.
 */
export function planPatch(config: TrainConfig, index: SamplingIndex, step: number, slot: number): PatchPlan {
  const random = randomSource(config.seed, step, slot);
  const between = (low: number, high: number): number => low + random() * (high - low);
  const around = (range: number): number => Math.exp(between(-1, 1) * Math.log1p(range));
  const place = random() < config.foregroundShare ? placeOnObject(index, random) : placeAnywhere(index, random);

  const isFree = random() < freeShare && (config.rotationDegrees > 0 || config.scaleRange > 0);
  const quarter = config.quarterTurns ? Math.floor(random() * 4) * 90 : 0;
  const degrees = quarter + (isFree ? between(-1, 1) * config.rotationDegrees : 0);
  const scale = isFree ? around(config.scaleRange) : 1;
  const mirror = config.flips && random() < 0.5 ? -1 : 1;
  const [cosine, sine] = [
    exact(Math.cos((degrees / 180) * Math.PI)) / scale,
    exact(Math.sin((degrees / 180) * Math.PI)) / scale,
  ];
  const [a, b, d, e] = [cosine * mirror, -sine, sine * mirror, cosine];

  // The place is met by a random pixel of the inner part of the patch, and the patch moved into the image.
  const size = config.patchSize;
  const [u, v] = [between(0.15, 0.85) * size, between(0.15, 0.85) * size];
  const { width, height } = index.images[place.imageIndex] ?? { width: 1, height: 1 };
  const middle = (size - 1) / 2;
  const reachX = (Math.abs(a) + Math.abs(b)) * (size / 2);
  const reachY = (Math.abs(d) + Math.abs(e)) * (size / 2);
  const centreX = intoImage(place.x + a * (middle - u) + b * (middle - v), reachX, width);
  const centreY = intoImage(place.y + d * (middle - u) + e * (middle - v), reachY, height);
  const [c, f] = [centreX - 0.5 - (a + b) * middle, centreY - 0.5 - (d + e) * middle];
  return {
    imageIndex: place.imageIndex,
    imageFromPatch: isFree ? [a, b, c, d, e, f] : [a, b, Math.round(c), d, e, Math.round(f)],
    interpolates: isFree,
    brightness: between(-1, 1) * config.brightnessRange,
    contrast: around(config.contrastRange),
    gamma: around(config.gammaRange),
    noise: random() * config.noiseLevel,
    noiseSeed: random() * 2 ** 32,
  };
}

interface Place {
  readonly imageIndex: number;
  /** Image point, in pixels. */
  readonly x: number;
  readonly y: number;
}

function placeOnObject(index: SamplingIndex, random: () => number): Place {
  const places = index.classes[Math.floor(random() * index.classes.length)] ?? [];
  const object = places[Math.floor(random() * places.length)];
  if (object === undefined) return placeAnywhere(index, random);
  const { x, y, width, height } = object.box;
  return { imageIndex: object.imageIndex, x: x + random() * width, y: y + random() * height };
}

function placeAnywhere({ images }: SamplingIndex, random: () => number): Place {
  const areas = images.map(({ width, height }) => Math.sqrt(width * height));
  let rest = random() * areas.reduce((sum, area) => sum + area, 0);
  const imageIndex = Math.max(
    0,
    areas.findIndex((area) => (rest -= area) < 0),
  );
  const { width, height } = images[imageIndex] ?? { width: 1, height: 1 };
  return { imageIndex, x: random() * width, y: random() * height };
}

/** Keeps the patch inside the image where it fits, and centres it where it does not. */
function intoImage(centre: number, reach: number, size: number): number {
  return 2 * reach >= size ? size / 2 : Math.min(Math.max(centre, reach), size - reach);
}

/** Quarter turns give whole numbers. */
function exact(value: number): number {
  return Math.abs(value - Math.round(value)) < 1e-12 ? Math.round(value) : value;
}
