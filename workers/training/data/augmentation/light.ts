import type { TrainConfig } from '../../../../app/training/trainConfig.ts';
import type { Draws } from './draws.ts';

export interface LightPlan {
  /** Added, in standard deviations of the images. */
  readonly brightness: number;
  /** Factor about the mean of the cut-out. */
  readonly contrast: number;
  /** Power within the range of the cut-out. */
  readonly gamma: number;
  /** Whether dark and bright are exchanged about the mean of the images. */
  readonly isInverted: boolean;
}

export function planLight(config: TrainConfig, draws: Draws): LightPlan {
  const brightens = draws.happens(config.brightnessProbability);
  const brightness = draws.shift(config.brightnessRange);
  const contrasts = draws.happens(config.contrastProbability);
  const contrast = draws.factor(config.contrastRange);
  const bends = draws.happens(config.gammaProbability);
  const gamma = draws.factor(config.gammaRange);
  const isInverted = draws.happens(config.inversionProbability);
  return {
    isInverted,
    brightness: brightens ? brightness : 0,
    contrast: contrasts ? contrast : 1,
    gamma: bends ? gamma : 1,
  };
}

/** Points of the table that powers are read from. */
const gammaSteps = 1024;
const gammaTable = new Float64Array(gammaSteps + 2);

/**
 * Inversion, gamma, contrast and brightness, in this order and the same for all channels: low + range ((x - low) / range)^gamma,
 * scaled about the mean of the cut-out. Powers are right to a thousandth of the range.
 */
export function changeLight({ brightness, contrast, gamma, isInverted }: LightPlan, planes: Float32Array): void {
  if (isInverted) for (let i = 0; i < planes.length; i++) planes[i] = -(planes[i] as number);
  if (brightness === 0 && contrast === 1 && gamma === 1) return;
  let low = Infinity;
  let high = -Infinity;
  let sum = 0;
  for (let i = 0; i < planes.length; i++) {
    const value = planes[i] as number;
    if (value < low) low = value;
    if (value > high) high = value;
    sum += value;
  }
  const mean = sum / planes.length;
  const range = high - low;
  const offset = mean - mean * contrast + brightness;
  if (gamma === 1 || range === 0) {
    for (let i = 0; i < planes.length; i++) planes[i] = (planes[i] as number) * contrast + offset;
    return;
  }
  for (let step = 0; step < gammaTable.length; step++) {
    gammaTable[step] = (low + range * (step / gammaSteps) ** gamma) * contrast + offset;
  }
  const factor = gammaSteps / range;
  for (let i = 0; i < planes.length; i++) {
    const position = ((planes[i] as number) - low) * factor;
    const step = Math.floor(position);
    const below = gammaTable[step] as number;
    if (step === 0) {
      // A power below 1 rises too steeply here for a straight line.
      planes[i] = (low + range * (position / gammaSteps) ** gamma) * contrast + offset;
    } else planes[i] = below + (position - step) * ((gammaTable[step + 1] as number) - below);
  }
}
