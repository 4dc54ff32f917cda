import type { TrainConfig } from '../../../app/training/trainConfig.ts';
import { planBlur } from './augmentation/blur.ts';
import { planColour, type ColourPlan } from './augmentation/colour.ts';
import { planCutout, type HiddenSquare } from './augmentation/cutout.ts';
import { Draws } from './augmentation/draws.ts';
import { planElastic, type ElasticPlan } from './augmentation/elastic.ts';
import { planLight, type LightPlan } from './augmentation/light.ts';
import { planNoise, type NoisePlan } from './augmentation/noise.ts';
import { planTransform, type TransformPlan } from './augmentation/transform.ts';
import { chooseAim, sizeOf, type Aim, type SamplingIndex } from './samplingIndex.ts';

/** Patch pixel (u, v) shows image pixel (a u + b v + c, d u + e v + f); whole numbers are the middles of pixels. */
export type ImageFromPatch = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

/** Where a patch is cut from and how it is changed. */
export interface PatchPlan {
  readonly imageIndex: number;
  readonly imageFromPatch: ImageFromPatch;
  /** Whether image points fall between pixels, so that values have to be interpolated. */
  readonly interpolates: boolean;
  readonly elastic: ElasticPlan | null;
  readonly light: LightPlan;
  readonly colour: ColourPlan | null;
  /** Standard deviation in pixels, or 0. */
  readonly blur: number;
  readonly noise: NoisePlan | null;
  readonly hidden: HiddenSquare | null;
}

/** Patch `slot` of step `step`: a pure function of its arguments, so that a resumed run cuts the same patches. */
export function planPatch(config: TrainConfig, index: SamplingIndex, step: number, slot: number): PatchPlan {
  const draws = (subject: ConstructorParameters<typeof Draws>[3]): Draws => new Draws(config.seed, step, slot, subject);
  const place = draws('place');
  const aim = chooseAim(config, index, place.random);
  const transform = planTransform(config, draws('transform'));
  const elastic = planElastic(config, draws('elastic'));
  return {
    imageIndex: aim.imageIndex,
    imageFromPatch: placePatch(config, aim, sizeOf(index, aim.imageIndex), transform, place),
    interpolates: transform.isFree || elastic !== null,
    elastic,
    light: planLight(config, draws('light')),
    colour: planColour(config, draws('colour')),
    blur: planBlur(config, draws('blur')),
    noise: planNoise(config, draws('noise')),
    hidden: planCutout(config, draws('cutout')),
  };
}

/**
 * Puts the patch so that a random pixel of its inner part shows the aim, then moves it into the image, as far as it still
 * shows the aim: the corner of an image may lie outside of every turned patch that is inside of it.
 */
function placePatch(
  { patchSize: size, cropShift }: TrainConfig,
  aim: Aim,
  image: { readonly width: number; readonly height: number },
  { a, b, d, e, isFree }: TransformPlan,
  draws: Draws,
): ImageFromPatch {
  const [u, v] = [draws.shift(cropShift / 2) * size, draws.shift(cropShift / 2) * size];
  const reachX = (Math.abs(a) + Math.abs(b)) * (size / 2);
  const reachY = (Math.abs(d) + Math.abs(e)) * (size / 2);
  const centreX = aim.x - a * u - b * v;
  const centreY = aim.y - d * u - e * v;
  const moveX = intoImage(centreX, reachX, image.width) - centreX;
  const moveY = intoImage(centreY, reachY, image.height) - centreY;
  // Moving the patch by (moveX, moveY) moves the aim the other way within it.
  const determinant = a * e - b * d;
  // Turned and enlarged, a pixel reaches about two patch pixels far from the point of it that is aimed at.
  const reach = size / 2 - (isFree ? 2 : 0);
  const share = Math.min(
    shareToRim(u, (b * moveY - e * moveX) / determinant, reach),
    shareToRim(v, (d * moveX - a * moveY) / determinant, reach),
  );
  const middle = (size - 1) / 2;
  const c = centreX + share * moveX - 0.5 - (a + b) * middle;
  const f = centreY + share * moveY - 0.5 - (d + e) * middle;
  return isFree ? [a, b, c, d, e, f] : [a, b, Math.round(c), d, e, Math.round(f)];
}

/** Keeps the patch inside the image where it fits, and centres it where it does not. */
function intoImage(centre: number, reach: number, size: number): number {
  return 2 * reach >= size ? size / 2 : Math.min(Math.max(centre, reach), size - reach);
}

/** How much of `move` a place at `offset` from the middle can take before it is further than `reach` from there. */
function shareToRim(offset: number, move: number, reach: number): number {
  if (Math.abs(offset + move) <= reach) return 1;
  return Math.max(0, (Math.sign(move) * reach - offset) / move);
}
