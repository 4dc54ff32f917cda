import type { PlanImage, PlanObject } from './planTraining.ts';

/** What the plan goes by: the images to train on and their objects in numbers. */
export interface DataFacts {
  readonly images: number;
  readonly objects: number;
  /** Of these objects. */
  readonly labels: number;
  readonly megapixels: number;
  /** Pixels; of the image in the middle. */
  readonly shorterSide: number;
  readonly colourImages: number;
  /** Images without an object, which are labelled nevertheless. */
  readonly emptyImages: number;
  /** Side of a square as large as nine of ten objects, in pixels. */
  readonly diameter: number;
  /** The same of the label in the middle, were they sorted by it: one large label says nothing about the others. */
  readonly usualDiameter: number;
  /** Share of the objects that touch another one of their label, 0-1. */
  readonly touchingShare: number;
  /** Share of all pixels that objects cover, 0-1. */
  readonly coveredShare: number;
  /** Area of the commonest label over that of the rarest; 1 with one label. */
  readonly labelRatio: number;
  /** Largest value of the brightest image over that of the darkest, the outermost twentieth of images left out. */
  readonly lightRatio: number;
  /** Length of the coarsest pixels over that of the finest, measured alike; 1 where most images do not know theirs. */
  readonly spacingRatio: number;
}

export function measureFacts(images: readonly PlanImage[]): DataFacts {
  const train = images.filter(({ split }) => split === 'train');
  const objects = images.filter(({ split }) => split !== 'test').flatMap((image) => image.objects);
  const learnt = train.flatMap((image) => image.objects);
  const pixels = train.reduce((sum, { width, height }) => sum + width * height, 0);
  const areas = areasByLabel(learnt);
  const lights = train.map(({ brightest }) => Math.max(1, brightest));
  return {
    images: train.length,
    objects: learnt.length,
    labels: areas.length,
    megapixels: pixels / 1e6,
    shorterSide: quantile(
      train.map(({ width, height }) => Math.min(width, height)),
      0.5,
    ),
    colourImages: train.filter(({ channels }) => channels === 3).length,
    emptyImages: train.filter((image) => image.objects.length === 0).length,
    diameter: diameterOf(objects),
    usualDiameter: quantile([...Map.groupBy(objects, ({ classIndex }) => classIndex).values()].map(diameterOf), 0.5),
    touchingShare: objects.length === 0 ? 0 : objects.filter(({ touches }) => touches).length / objects.length,
    coveredShare: pixels === 0 ? 0 : Math.min(1, areas.reduce((sum, area) => sum + area, 0) / pixels),
    labelRatio: areas.length < 2 ? 1 : Math.max(...areas) / Math.max(1, Math.min(...areas)),
    lightRatio: quantile(lights, 0.95) / Math.max(1, quantile(lights, 0.05)),
    spacingRatio: spacingRatioOf(train),
  };
}

function diameterOf(objects: readonly PlanObject[]): number {
  return Math.sqrt(
    quantile(
      objects.map(({ area }) => area),
      0.9,
    ),
  );
}

function spacingRatioOf(images: readonly PlanImage[]): number {
  const known = images.map(({ pixelMm }) => pixelMm).filter((length) => length !== null);
  return known.length * 2 > images.length ? quantile(known, 0.95) / quantile(known, 0.05) : 1;
}

function areasByLabel(objects: readonly PlanObject[]): readonly number[] {
  const areas = new Map<number, number>();
  for (const { classIndex, area } of objects) areas.set(classIndex, (areas.get(classIndex) ?? 0) + area);
  return [...areas.values()];
}

/** Value below which `share` of `values` lie; 0 without values. */
function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
