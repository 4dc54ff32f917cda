import type { ImageSize } from '../geometry/imageSize.ts';
import { paintClasses } from './classMap.ts';
import { addPixels, emptyConfusion, meanOfDefined } from './confusion.ts';
import type { PredictedObject, TrueObject } from './evaluation.ts';
import { countMatches, f1, iouTable, matchInstances } from './instanceMatching.ts';

/** Counts of one label on one image, from which scores over any set of images follow by adding. */
export interface LabelTally {
  /** Pixels of the label in the prediction, in the truth, and in both. */
  readonly predicted: number;
  readonly actual: number;
  readonly both: number;
  /** Objects of the label, found where IoU >= 0.5. */
  readonly found: number;
  readonly missed: number;
  readonly extra: number;
}

/** By label id. */
export type ImageTally = Readonly<Record<string, LabelTally>>;

export interface TallyScores {
  /** By label id; `null` where neither side has the label. */
  readonly dicePerLabel: Readonly<Record<string, number | null>>;
  readonly iouPerLabel: Readonly<Record<string, number | null>>;
  /** Means over the labels. */
  readonly meanDice: number | null;
  readonly meanIou: number | null;
  /** Of the objects of all labels. */
  readonly found: number;
  readonly missed: number;
  readonly extra: number;
  readonly f1: number | null;
}

const FOUND_IOU = 0.5;
const NOTHING: LabelTally = { predicted: 0, actual: 0, both: 0, found: 0, missed: 0, extra: 0 };

/**
 * Compares the objects of one image. Class k + 1 is `labelIds[k]`; objects of other classes are left out. Pixels of crowds
 * do not count, and the surest prediction covers the others, as in evaluation.ts.
 */
export function tallyImage(
  labelIds: readonly string[],
  size: ImageSize,
  truths: readonly TrueObject[],
  predictions: readonly PredictedObject[],
): ImageTally {
  const isKnown = ({ classIndex }: { readonly classIndex: number }): boolean =>
    classIndex >= 1 && classIndex <= labelIds.length;
  const knownTruths = truths.filter(isKnown);
  const knownPredictions = predictions.filter(isKnown);
  const crowds = knownTruths.filter(({ isCrowd }) => isCrowd).map(({ mask }) => ({ classIndex: 1, mask }));
  const confusion = emptyConfusion(labelIds.length + 1);
  addPixels(
    confusion,
    paintClasses(
      knownTruths.filter(({ isCrowd }) => !isCrowd),
      size,
    ),
    paintClasses(
      knownPredictions.toSorted((a, b) => a.score - b.score),
      size,
    ),
    crowds.length === 0 ? null : paintClasses(crowds, size),
  );
  const { classCount, counts } = confusion;
  const cell = (actual: number, predicted: number): number => counts[actual * classCount + predicted] as number;
  const classes = Array.from({ length: classCount }, (_, index) => index);
  const entries = labelIds.map((labelId, index): [string, LabelTally] => {
    const label = index + 1;
    const ofLabel = ({ classIndex }: { readonly classIndex: number }): boolean => classIndex === label;
    const [trueObjects, found] = [knownTruths.filter(ofLabel), knownPredictions.filter(ofLabel)];
    const matches = matchInstances(found, trueObjects, iouTable(found, trueObjects), FOUND_IOU);
    const { truePositives, falseNegatives, falsePositives } = countMatches([matches]);
    return [
      labelId,
      {
        predicted: classes.reduce((sum, actual) => sum + cell(actual, label), 0),
        actual: classes.reduce((sum, predicted) => sum + cell(label, predicted), 0),
        both: cell(label, label),
        found: truePositives,
        missed: falseNegatives,
        extra: falsePositives,
      },
    ];
  });
  return Object.fromEntries(entries);
}

/** Scores over images together, so large and small images weigh by their pixels; only of the labels named. */
export function tallyScores(tallies: readonly ImageTally[], labelIds: readonly string[]): TallyScores {
  const sums = labelIds.map((labelId) => sumTallies(tallies.map((tally) => tally[labelId] ?? NOTHING)));
  const all = sumTallies(sums);
  const dices = sums.map(({ predicted, actual, both }) => ratio(2 * both, predicted + actual));
  const ious = sums.map(({ predicted, actual, both }) => ratio(both, predicted + actual - both));
  const byLabel = (values: readonly (number | null)[]): Record<string, number | null> =>
    Object.fromEntries(labelIds.map((labelId, index) => [labelId, values[index] ?? null]));
  return {
    dicePerLabel: byLabel(dices),
    iouPerLabel: byLabel(ious),
    meanDice: meanOfDefined(dices),
    meanIou: meanOfDefined(ious),
    found: all.found,
    missed: all.missed,
    extra: all.extra,
    f1: f1({ truePositives: all.found, falsePositives: all.extra, falseNegatives: all.missed }),
  };
}

function sumTallies(tallies: readonly LabelTally[]): LabelTally {
  return tallies.reduce(
    (sum, tally) => ({
      predicted: sum.predicted + tally.predicted,
      actual: sum.actual + tally.actual,
      both: sum.both + tally.both,
      found: sum.found + tally.found,
      missed: sum.missed + tally.missed,
      extra: sum.extra + tally.extra,
    }),
    NOTHING,
  );
}

const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
