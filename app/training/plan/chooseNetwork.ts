import type { DataFacts } from './dataFacts.ts';
import type { PlanMachine, PlannedChoice } from './planTraining.ts';

/** From this share of touching objects on, taking them for one costs more than learning to tell them apart. */
const touchingEnough = 0.03;
/** Fewer objects than these say too little, and fewer that touch teach too little. */
const objectsEnough = 10;

export function chooseSeparation({ objects, touchingShare }: DataFacts): PlannedChoice {
  const percent = Math.round(touchingShare * 100);
  if (objects < objectsEnough) return { key: 'separation', value: 'components', reason: { kind: 'noObjectsYet' } };
  const touching = Math.round(touchingShare * objects);
  if (touchingShare >= touchingEnough && touching < objectsEnough) {
    return { key: 'separation', value: 'components', reason: { kind: 'fewTouching', touching } };
  }
  return touchingShare >= touchingEnough
    ? { key: 'separation', value: 'rims', reason: { kind: 'objectsTouch', percent } }
    : { key: 'separation', value: 'components', reason: { kind: 'objectsApart', percent } };
}

/** From this number of images on, more layers than those of a plain U-Net find enough to learn from. */
const manyImages = 200;

export function chooseArchitecture({ images }: DataFacts, machine: PlanMachine): PlannedChoice {
  const hasGpu = machine.devices[0] !== 'cpu';
  return hasGpu && images >= manyImages
    ? { key: 'architecture', value: 'residualUnet', reason: { kind: 'manyImagesAndGpu', images } }
    : { key: 'architecture', value: 'unet', reason: { kind: 'firstChoice' } };
}

/** Images that differ so much in brightness are hardly comparable. */
const differentLight = 2;

export function chooseIntensities({ lightRatio }: DataFacts): PlannedChoice {
  return lightRatio >= differentLight
    ? {
        key: 'intensities',
        value: 'image',
        reason: { kind: 'differentLight', ratio: Number(lightRatio.toPrecision(2)) },
      }
    : { key: 'intensities', value: 'dataset', reason: { kind: 'sameLight' } };
}

export function chooseNormalisation(): PlannedChoice {
  return { key: 'normalisation', value: 'instance', reason: { kind: 'fewInBatch' } };
}

/** A level halves the image, so four levels see about 140 pixels around a point and three about 70. */
export function chooseDepth({ objects, diameter }: DataFacts): PlannedChoice {
  const halvings = diameter > 140 ? 4 : 3;
  return {
    key: 'depth',
    value: halvings,
    reason:
      objects === 0
        ? { kind: 'sizesUnknown', halvings }
        : { kind: 'seenWhole', pixels: Math.round(diameter), halvings },
  };
}

export function chooseWidth({ cores, devices }: PlanMachine): PlannedChoice {
  return devices[0] === 'cpu'
    ? { key: 'width', value: 16, reason: { kind: 'narrowOnCores', cores } }
    : { key: 'width', value: 32, reason: { kind: 'wideOnGpu' } };
}
