import { defaultTrainConfig } from '../trainConfig.ts';
import type { DataFacts } from './dataFacts.ts';
import type { PlannedChoice } from './planTraining.ts';

/** Above this ratio of areas, a label is rare beside another. */
const rareRatio = 3;
/** Below this share of covered pixels, objects are rare beside the background, and cut-outs show hardly any. */
const coversLittle = 0.05;

/** Weights that are not needed only make objects too large. */
export function chooseWeighting({ labelRatio, coveredShare }: DataFacts): PlannedChoice {
  const percent = percentOf(coveredShare);
  if (labelRatio > rareRatio) {
    return { key: 'classWeighting', value: 'balanced', reason: { kind: 'rareLabel', ratio: Math.round(labelRatio) } };
  }
  return coveredShare < coversLittle
    ? { key: 'classWeighting', value: 'balanced', reason: { kind: 'smallShare', percent } }
    : { key: 'classWeighting', value: 'none', reason: { kind: 'enoughObjects', percent } };
}

/** About the last hundred steps. */
const averageDecay = 0.99;

export function chooseAverage(): PlannedChoice {
  return { key: 'averageDecay', value: averageDecay, reason: { kind: 'steadyWeights' } };
}

export function chooseAim({ coveredShare }: DataFacts): PlannedChoice {
  const percent = percentOf(coveredShare);
  return coveredShare < coversLittle
    ? { key: 'foregroundShare', value: 0.9, reason: { kind: 'aimedAtRare', percent } }
    : {
        key: 'foregroundShare',
        value: defaultTrainConfig.foregroundShare,
        reason: { kind: 'aimedAtObjects', percent },
      };
}

/** How cut-outs are changed on top of what every training does; empty where there is nothing to say. */
export function chooseAugmentation({ emptyImages, colourImages }: DataFacts, separation: string): PlannedChoice[] {
  const { emptyImageShare, saturationProbability, hueProbability, elasticProbability } = defaultTrainConfig;
  const colours: PlannedChoice['reason'] =
    colourImages > 0 ? { kind: 'colours', images: colourImages } : { kind: 'grey' };
  const choices: PlannedChoice[] = [
    { key: 'saturationProbability', value: colourImages > 0 ? saturationProbability : 0, reason: colours },
    { key: 'hueProbability', value: colourImages > 0 ? hueProbability : 0, reason: colours },
  ];
  if (separation !== 'components') {
    choices.push({ key: 'elasticProbability', value: elasticProbability, reason: { kind: 'bendingShapes' } });
  }
  if (emptyImages > 0) {
    const reason = { kind: 'negatives', images: emptyImages } as const;
    choices.push({ key: 'emptyImageShare', value: emptyImageShare, reason });
  }
  return choices;
}

/** From here on the same object differs more in pixels than cut-outs do anyway. */
const differentSpacing = 1.5;
/** Largest `scaleRange` that training takes. */
const widestScaling = 0.9;

/** Where images were taken at different magnifications, the same object must be known at all of them. */
export function chooseScaling({ spacingRatio }: DataFacts): PlannedChoice[] {
  if (spacingRatio <= differentSpacing) return [];
  const reason = { kind: 'differentSpacing', ratio: Number(spacingRatio.toPrecision(2)) } as const;
  return [
    { key: 'scaleRange', value: Number(Math.min(widestScaling, spacingRatio - 1).toFixed(2)), reason },
    { key: 'scaleProbability', value: 0.6, reason },
  ];
}

/** Two digits say enough, and tell 0.3 % from nothing. */
function percentOf(share: number): number {
  return Number((share * 100).toPrecision(2));
}
