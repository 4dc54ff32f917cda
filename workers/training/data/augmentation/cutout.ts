import type { TrainConfig } from '../../../../app/training/trainConfig.ts';
import { ignoredClass } from '../../../../app/training/ignoredClass.ts';
import type { Draws } from './draws.ts';

/** A square that is hidden (DeVries and Taylor, 2017), in whole pixels, inside the cut-out. */
export interface HiddenSquare {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The middle lies anywhere in the cut-out, so that a part of the square may fall outside. */
export function planCutout(config: TrainConfig, draws: Draws): HiddenSquare | null {
  const hides = draws.happens(config.cutoutProbability);
  const size = config.patchSize;
  const side = Math.round(draws.between(0, config.cutoutShare) * size);
  const left = Math.round(draws.between(0, size) - side / 2);
  const top = Math.round(draws.between(0, size) - side / 2);
  if (!hides || side === 0) return null;
  const [x, y] = [Math.max(0, left), Math.max(0, top)];
  return { x, y, width: Math.min(size, left + side) - x, height: Math.min(size, top + side) - y };
}

/** Fills the square with the mean of the images, 0 in normalised planes of (size, size). */
export function hide({ x, y, width, height }: HiddenSquare, planes: Float32Array, size: number): void {
  for (let start = 0; start < planes.length; start += size * size) {
    for (let v = y; v < y + height; v++) planes.fill(0, start + v * size + x, start + v * size + x + width);
  }
}

/** Takes what is hidden out of the losses: nobody can know what lies there. `classes` is (size, size). */
export function ignoreHidden({ x, y, width, height }: HiddenSquare, classes: Float32Array, size: number): void {
  for (let v = y; v < y + height; v++) classes.fill(ignoredClass, v * size + x, v * size + x + width);
}
