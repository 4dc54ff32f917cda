import type { DecodedImage } from '../../images/decodePixels.ts';
import type { Normalisation } from '../../inference/networkInput.ts';
import type { ObjectDepths } from '../targets/objectDepths.ts';
import type { PatchObjects } from '../targets/targetPlanes.ts';
import { blur } from './augmentation/blur.ts';
import { changeColours } from './augmentation/colour.ts';
import { hide } from './augmentation/cutout.ts';
import { elasticField } from './augmentation/elastic.ts';
import { changeLight } from './augmentation/light.ts';
import { addNoise } from './augmentation/noise.ts';
import { centresInPatch } from './centresInPatch.ts';
import type { ObjectMap } from './objectMap.ts';
import type { PatchPlan } from './planPatch.ts';
import { samplePatch } from './samplePatch.ts';

/** An image as training reads it. */
export interface LabelledPixels extends ObjectMap, ObjectDepths {
  readonly pixels: DecodedImage;
}

/**
 * Cuts and changes one patch. `planes` takes (channels, size, size) of normalised values; returned are the objects, moved
 * with them. Colours change in stored units, everything else in normalised ones, in the order of how pictures come to be:
 * light, then the lens, then the sensor.
 */
export function cutPatch(
  plan: PatchPlan,
  image: LabelledPixels,
  normalisation: Normalisation,
  size: number,
  planes: Float32Array,
): PatchObjects {
  const { pixels, objectMap, classOfObject, depths, radii } = image;
  const field = plan.elastic === null ? null : elasticField(plan.elastic, size);
  const nearest = new Uint32Array(size * size);
  const beyond = new Uint8Array(size * size);
  samplePatch(plan, field, pixels, size, planes, nearest, beyond);
  const objects = new Uint32Array(size * size);
  for (let i = 0; i < objects.length; i++) objects[i] = objectMap[nearest[i] as number] as number;
  const patchDepths = new Uint8Array(depths.length === 0 ? 0 : size * size);
  for (let i = 0; i < patchDepths.length; i++) patchDepths[i] = depths[nearest[i] as number] as number;
  const centres = centresInPatch(image.centres, plan.imageFromPatch, field, objects);

  const isColour = pixels.channels === 3 && planes.length === 3 * size * size;
  if (plan.colour !== null && isColour) changeColours(plan.colour, planes);
  normalise(planes, normalisation, size);
  changeLight(plan.light, planes);
  blur(plan.blur, planes, size);
  if (plan.noise !== null) addNoise(plan.noise, planes);
  if (plan.hidden !== null) hide(plan.hidden, planes, size);
  return { objects, beyond, size, classOfObject, centres, depths: patchDepths, radii };
}

function normalise(planes: Float32Array, { mean, standardDeviation }: Normalisation, size: number): void {
  for (let channel = 0, at = 0; at < planes.length; channel++) {
    const factor = 1 / (standardDeviation[channel] ?? 1);
    const offset = -(mean[channel] ?? 0) * factor;
    for (const end = at + size * size; at < end; at++) planes[at] = (planes[at] as number) * factor + offset;
  }
}
