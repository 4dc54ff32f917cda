import { boolean, integer, number } from './configField.ts';

/** Where cut-outs are taken from, and how each is changed, so that no two are the same. */

function share(initial: number, description: string) {
  return number(initial, 0, 1, '', description);
}

export const samplingFields = {
  foregroundShare: share(0.7, 'Share of cut-outs that are aimed at an object.'),
  classBalance: share(1, 'How evenly labels take turns in being aimed at: 1 all alike, 0 as often as they occur.'),
  imageBalance: share(0.5, 'How evenly images take turns in it: 1 all alike, 0 as often as they hold objects.'),
  emptyImageShare: share(0.2, 'Share of the other cut-outs that come from images without objects, if there are any.'),
  cropShift: share(0.7, 'How far off the middle what is aimed at may lie, as a share of the cut-out.'),
};

export const geometryFields = {
  flips: boolean(true, 'Mirror cut-outs at random.'),
  flipProbability: share(0.5, 'Share of cut-outs that are mirrored.'),
  quarterTurns: boolean(true, 'Turn cut-outs by multiples of 90 degrees at random.'),
  quarterTurnProbability: share(0.75, 'Share of cut-outs that are turned by 90, 180 or 270 degrees.'),
  rotationDegrees: number(15, 0, 180, 'degrees', 'Largest free rotation of a cut-out to either side.'),
  rotationProbability: share(0.3, 'Share of cut-outs that are turned freely.'),
  scaleRange: number(0.2, 0, 0.9, '', 'Largest enlargement or reduction of a cut-out, as a share.'),
  scaleProbability: share(0.3, 'Share of cut-outs that are enlarged or reduced.'),
  elasticPixels: number(3, 0, 100, 'pixels', 'Largest typical shift of a pixel where a cut-out is bent like rubber.'),
  elasticSmoothness: integer(24, 4, 500, 'pixels', 'How far a bend reaches; shifts are at most a third of it.'),
  elasticProbability: share(0.2, 'Share of cut-outs that are bent.'),
};

export const lightFields = {
  brightnessRange: number(0.2, 0, 2, 'standard deviations', 'Largest change of brightness.'),
  brightnessProbability: share(1, 'Share of cut-outs whose brightness changes.'),
  contrastRange: number(0.2, 0, 0.9, '', 'Largest change of contrast, as a share.'),
  contrastProbability: share(1, 'Share of cut-outs whose contrast changes.'),
  gammaRange: number(0.2, 0, 0.9, '', 'Largest change of gamma, as a share.'),
  gammaProbability: share(1, 'Share of cut-outs whose gamma changes.'),
  inversionProbability: share(0, 'Share of cut-outs whose dark and bright are exchanged.'),
  saturationRange: number(0.3, 0, 0.9, '', 'Largest change of saturation, as a share; colour images only.'),
  saturationProbability: share(0.5, 'Share of cut-outs whose saturation changes.'),
  hueDegrees: number(10, 0, 180, 'degrees', 'Largest turn of the colours round the colour wheel; colour images only.'),
  hueProbability: share(0.5, 'Share of cut-outs whose colours turn.'),
  blurPixels: number(1, 0, 20, 'pixels', 'Largest blur: standard deviation of the Gaussian.'),
  blurProbability: share(0.1, 'Share of cut-outs that are blurred.'),
  noiseLevel: number(0.05, 0, 2, 'standard deviations', 'Largest strength of added noise.'),
  noiseProbability: share(0.5, 'Share of cut-outs with added noise.'),
  cutoutShare: number(0.25, 0, 0.9, '', 'Largest side of a square that is hidden, as a share of the cut-out.'),
  cutoutProbability: share(0, 'Share of cut-outs in which a square is hidden; what lies under it counts nowhere.'),
};
