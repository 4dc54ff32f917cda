import { reasonsInEnglish, type ReasonSentences } from '../../../app/training/plan/planReasons.ts';
import { trainSettings } from './trainSettings.ts';

/** The window calls a setting by its name in the form. */
export const planReasons: ReasonSentences = {
  ...reasonsInEnglish,
  parentSetting: ({ model, setting }) =>
    `Begins with random weights, because ${model} was trained with another value of “${trainSettings[setting].name}”.`,
};
