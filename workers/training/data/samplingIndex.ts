import type { Geometry } from '../../../app/geometry/geometry.ts';
import { containsPoint, geometryBox } from '../../../app/geometry/measure.ts';
import type { RunImage } from '../../../app/training/runDataset.ts';
import type { TrainConfig } from '../../../app/training/trainConfig.ts';

/** What cut-outs can be aimed at. */
export interface SamplingIndex {
  readonly images: readonly { readonly width: number; readonly height: number }[];
  /** Images without any object. */
  readonly emptyImages: readonly number[];
  /** Of each class that has any. */
  readonly classes: readonly SampledClass[];
}

interface SampledClass {
  /** Crowds apart. */
  readonly objects: number;
  /** Images with at least one of these objects. */
  readonly images: readonly SampledImage[];
}

interface SampledImage {
  readonly imageIndex: number;
  readonly geometries: readonly Geometry[];
}

/** Where a cut-out shows an image. */
export interface Aim {
  readonly imageIndex: number;
  /** Image point, in pixels: the middle of the upper left pixel is at 0.5. */
  readonly x: number;
  readonly y: number;
}

export function samplingIndexOf(images: readonly Pick<RunImage, 'width' | 'height' | 'objects'>[]): SamplingIndex {
  const classIndices = new Set(images.flatMap(({ objects }) => objects.map(({ classIndex }) => classIndex)));
  const classes = [...classIndices]
    .sort((a, b) => a - b)
    .map((classIndex): SampledClass => {
      const ofClass = [...images.entries()].map(([imageIndex, { objects }]): SampledImage => {
        const own = objects.filter((object) => object.classIndex === classIndex && !object.isCrowd);
        return { imageIndex, geometries: own.map(({ geometry }) => geometry) };
      });
      const objects = ofClass.reduce((sum, { geometries }) => sum + geometries.length, 0);
      return { objects, images: ofClass.filter(({ geometries }) => geometries.length > 0) };
    });
  return {
    images: images.map(({ width, height }) => ({ width, height })),
    emptyImages: [...images.keys()].filter((imageIndex) => images[imageIndex]?.objects.length === 0),
    classes: classes.filter(({ objects }) => objects > 0),
  };
}

/**
 * With probability `foregroundShare` a point of an object: of a class drawn by its number of objects to the power of
 * 1 - `classBalance`, within the class of an image drawn by its number of such objects to the power of 1 - `imageBalance`,
 * and there of any object alike. Otherwise, with probability `emptyImageShare`, anywhere in
 * an image without objects, if there is one; otherwise anywhere. There, images count by the square root of their area.
 */
export function chooseAim(
  { foregroundShare, classBalance, imageBalance, emptyImageShare }: TrainConfig,
  index: SamplingIndex,
  random: () => number,
): Aim {
  const aimsAtObject = random() < foregroundShare && index.classes.length > 0;
  const aimsAtEmpty = random() < emptyImageShare && index.emptyImages.length > 0;
  if (aimsAtObject) {
    const weights = index.classes.map(({ objects }) => objects ** (1 - classBalance));
    const { images = [] } = index.classes[weightedChoice(weights, random)] ?? {};
    const image =
      images[
        weightedChoice(
          images.map(({ geometries }) => geometries.length ** (1 - imageBalance)),
          random,
        )
      ];
    const geometry = image?.geometries[Math.floor(random() * image.geometries.length)];
    if (image !== undefined && geometry !== undefined)
      return { imageIndex: image.imageIndex, ...pointIn(geometry, random) };
  }
  const images = aimsAtEmpty ? index.emptyImages : [...index.images.keys()];
  const areas = images.map((imageIndex) => {
    const { width, height } = sizeOf(index, imageIndex);
    return Math.sqrt(width * height);
  });
  const imageIndex = images[weightedChoice(areas, random)] ?? 0;
  const { width, height } = sizeOf(index, imageIndex);
  return { imageIndex, x: random() * width, y: random() * height };
}

export function sizeOf(index: SamplingIndex, imageIndex: number): { readonly width: number; readonly height: number } {
  const size = index.images[imageIndex];
  if (size === undefined) throw new RangeError(`There is no image ${imageIndex}.`);
  return size;
}

/** An index, drawn with a probability in proportion to its weight. */
function weightedChoice(weights: readonly number[], random: () => number): number {
  let rest = random() * weights.reduce((sum, weight) => sum + weight, 0);
  const found = weights.findIndex((weight) => (rest -= weight) < 0);
  return found === -1 ? weights.length - 1 : found;
}

/** Objects that fill little of their box are missed more often; such a one is met by its box in the end. */
const pointTrials = 30;

/** A point of the object, every part of its area alike. */
function pointIn(geometry: Geometry, random: () => number): { x: number; y: number } {
  const box = geometryBox(geometry);
  const draw = (): { x: number; y: number } => ({ x: box.x + random() * box.width, y: box.y + random() * box.height });
  let point = draw();
  for (let trial = 1; trial < pointTrials && !containsPoint(geometry, point); trial++) point = draw();
  return point;
}
