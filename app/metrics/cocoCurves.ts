import { IGNORED, type MatchedImage, TRUE_POSITIVE } from './cocoMatching.ts';
import { areaRangeNames, IOU_THRESHOLDS, RECALL_POINTS, RECALL_STEP } from './cocoParameters.ts';

/** Precision and recall of one class over all images, as pycocotools accumulates them (COCOeval.accumulate). */
export interface ClassCurves {
  /** True objects that count, by area range. Where it is 0 the other numbers mean nothing. */
  readonly trueCounts: readonly number[];
  /** At `(area * 10 + threshold) * 101 + point`: the precision that a recall of `point` hundredths still has. */
  readonly precisions: Float64Array;
  /** At `area * 10 + threshold`: the highest recall reached. */
  readonly recalls: Float64Array;
}

/** numpy.spacing(1), which pycocotools adds to keep 0/0 away; it moves the last digit. */
const SPACING = 2 ** -52;

/** At most `mostDetections` an image count. Equal scores keep the order of `images`. */
export function classCurves(images: readonly MatchedImage[], mostDetections: number): ClassCurves {
  const trueCounts = trueCountsOf(images);
  const ranking = rankAll(images, mostDetections);
  const precisions = new Float64Array(areaRangeNames.length * IOU_THRESHOLDS.length * RECALL_POINTS);
  const recalls = new Float64Array(areaRangeNames.length * IOU_THRESHOLDS.length);
  const outcomes = new Uint8Array(ranking.places.length);
  for (let curve = 0; curve < recalls.length; curve++) {
    const trueCount = trueCounts[Math.floor(curve / IOU_THRESHOLDS.length)] as number;
    if (trueCount === 0) continue;
    for (let rank = 0; rank < outcomes.length; rank++) {
      const image = images[ranking.images[rank] as number] as MatchedImage;
      outcomes[rank] = image.outcomes[curve * image.scores.length + (ranking.places[rank] as number)] as number;
    }
    const into = precisions.subarray(curve * RECALL_POINTS, (curve + 1) * RECALL_POINTS);
    recalls[curve] = traceCurve(outcomes, trueCount, into);
  }
  return { trueCounts, precisions, recalls };
}

/** The highest recall at every threshold, for objects of all sizes, where fewer detections an image count. */
export function recallsWith(images: readonly MatchedImage[], mostDetections: number): Float64Array {
  const [trueCount] = trueCountsOf(images);
  return Float64Array.from(IOU_THRESHOLDS, (_, level) => {
    let found = 0;
    for (const { outcomes, scores } of images) {
      const count = Math.min(scores.length, mostDetections);
      for (let place = 0; place < count; place++) {
        if (outcomes[level * scores.length + place] === TRUE_POSITIVE) found += 1;
      }
    }
    return found / (trueCount as number);
  });
}

function trueCountsOf(images: readonly MatchedImage[]): number[] {
  return areaRangeNames.map((_, area) => images.reduce((sum, image) => sum + (image.trueCounts[area] as number), 0));
}

/** Detections of all images by falling score: their image, and their place on it. */
interface Ranking {
  readonly images: Uint32Array;
  readonly places: Uint32Array;
}

function rankAll(images: readonly MatchedImage[], mostDetections: number): Ranking {
  const places: number[] = [];
  const homes: number[] = [];
  const scores: number[] = [];
  images.forEach((image, home) => {
    const count = Math.min(image.scores.length, mostDetections);
    for (let place = 0; place < count; place++) {
      places.push(place);
      homes.push(home);
      scores.push(image.scores[place] as number);
    }
  });
  const order = Uint32Array.from(scores.keys()).sort((a, b) => {
    return (scores[b] as number) - (scores[a] as number) || a - b;
  });
  return {
    images: Uint32Array.from(order, (index) => homes[index] as number),
    places: Uint32Array.from(order, (index) => places[index] as number),
  };
}

/** Writes the precision at every recall point into `into`, made monotone from the right; returns the highest recall. */
function traceCurve(outcomes: Uint8Array, trueCount: number, into: Float64Array): number {
  const precisions = new Float64Array(outcomes.length);
  const recalls = new Float64Array(outcomes.length);
  let truePositives = 0;
  let falsePositives = 0;
  for (let rank = 0; rank < outcomes.length; rank++) {
    if (outcomes[rank] === TRUE_POSITIVE) truePositives += 1;
    else if (outcomes[rank] !== IGNORED) falsePositives += 1;
    recalls[rank] = truePositives / trueCount;
    precisions[rank] = truePositives / (falsePositives + truePositives + SPACING);
  }
  for (let rank = precisions.length - 2; rank >= 0; rank--) {
    const next = precisions[rank + 1] as number;
    if (next > (precisions[rank] as number)) precisions[rank] = next;
  }
  let reached = 0;
  for (let point = 0; point < RECALL_POINTS; point++) {
    while (reached < recalls.length && (recalls[reached] as number) < point * RECALL_STEP) reached += 1;
    into[point] = precisions[reached] ?? 0;
  }
  return truePositives / trueCount;
}
