import type { AreaGeometry } from '../geometry/geometry.ts';
import { knownBox } from '../geometry/knownBox.ts';
import {
  commonArea,
  intersectSpans,
  maskFromSpans,
  type Spans,
  spansArea,
  subtractSpans,
  uniteAllSpans,
  uniteSpans,
} from '../geometry/spans.ts';
import { buildSpatialIndex, queryBox } from '../geometry/spatialIndex.ts';
import type { AreaRecord } from '../model/areas.ts';
import { findErrors, type OverlappingPair } from './imageFindings.ts';
import { type MeasuredPixels, pixelIou } from './maskOverlap.ts';

export type ComparedRecord = Pick<AreaRecord, 'labelId' | 'geometry' | 'score' | 'isCrowd'>;

/** Pixels that only the truth has, that only suggestions have, and that both have, label by label. */
export const differenceKinds = ['truth', 'suggestions', 'both'] as const;
export type DifferenceKind = (typeof differenceKinds)[number];

/** What one object has for itself, or in common with those of the other side. */
export interface DifferencePart {
  readonly kind: DifferenceKind;
  /** Place in the list of truths, or of suggestions where only these have it. */
  readonly of: number;
  readonly geometry: AreaGeometry;
}

export interface LabelDifference {
  readonly labelId: string;
  /** Pixels of all objects of the label together; 0-1. */
  readonly iou: number;
  readonly pixels: { readonly [K in DifferenceKind]: number };
  /** Objects, found where IoU >= 0.5; suggestions inside crowds do not count. */
  readonly found: number;
  readonly missed: number;
  readonly extra: number;
}

export interface ObjectDifference {
  readonly parts: readonly DifferencePart[];
  /** Labels that either side has. */
  readonly labels: readonly LabelDifference[];
}

interface Compared {
  readonly record: ComparedRecord;
  readonly pixels: MeasuredPixels;
  readonly index: number;
}

/**
 * Compares suggestions with true objects, object by object on run lengths, and pauses after each, so that a caller may
 * go on in another moment. `pixelsOf` gives the pixels of a shape on the image.
 */
export function* compareObjects(
  truths: readonly ComparedRecord[],
  suggestions: readonly ComparedRecord[],
  pixelsOf: (geometry: AreaGeometry) => MeasuredPixels,
): Generator<void, ObjectDifference> {
  const actual = yield* measured(truths, pixelsOf);
  const predicted = yield* measured(suggestions, pixelsOf);
  const parts: DifferencePart[] = [];
  const pairs: OverlappingPair[] = [];
  const nearTruth = neighbours(actual);
  const nearSuggestion = neighbours(predicted);
  for (const truth of actual) {
    const near = nearSuggestion(truth);
    for (const { pixels, index } of near) {
      const iou = pixelIou(pixels, truth.pixels, truth.record.isCrowd);
      if (iou > 0) pairs.push({ prediction: index, truth: truth.index, iou });
    }
    const others = union(near.filter((other) => isSameLabel(other, truth)));
    addPart(parts, 'truth', truth, subtractSpans(truth.pixels.spans, others));
    addPart(parts, 'both', truth, intersectSpans(truth.pixels.spans, others));
    yield;
  }
  for (const suggestion of predicted) {
    const others = union(nearTruth(suggestion).filter((other) => isSameLabel(other, suggestion)));
    addPart(parts, 'suggestions', suggestion, subtractSpans(suggestion.pixels.spans, others));
    yield;
  }
  return { parts, labels: yield* labelDifferences(actual, predicted, pairs) };
}

function* measured(
  records: readonly ComparedRecord[],
  pixelsOf: (geometry: AreaGeometry) => MeasuredPixels,
): Generator<void, readonly Compared[]> {
  const compared: Compared[] = [];
  for (const [index, record] of records.entries()) {
    compared.push({ record, pixels: pixelsOf(record.geometry), index });
    yield;
  }
  return compared;
}

function neighbours(objects: readonly Compared[]): (of: Compared) => readonly Compared[] {
  const index = buildSpatialIndex(objects.map((value) => ({ box: knownBox(value.record.geometry), value })));
  return ({ record }) => queryBox(index, knownBox(record.geometry));
}

function isSameLabel(a: Compared, b: Compared): boolean {
  return a.record.labelId === b.record.labelId;
}

function union(objects: readonly Compared[]): Spans {
  return uniteAllSpans(objects.map(({ pixels }) => pixels.spans));
}

/** An object that has nothing in common with others keeps its own shape. */
function addPart(
  parts: DifferencePart[],
  kind: DifferenceKind,
  { record, pixels, index }: Compared,
  spans: Spans,
): void {
  if (spans.length === 0) return;
  const geometry = spansArea(spans) === pixels.area ? record.geometry : maskFromSpans(spans);
  if (geometry !== null) parts.push({ kind, of: index, geometry });
}

function* labelDifferences(
  truths: readonly Compared[],
  suggestions: readonly Compared[],
  pairs: readonly OverlappingPair[],
): Generator<void, LabelDifference[]> {
  const labelIds = [...new Set([...truths, ...suggestions].map(({ record }) => record.labelId))];
  const facts = ({ record }: Compared) => ({
    classIndex: labelIds.indexOf(record.labelId),
    box: knownBox(record.geometry),
    isCrowd: record.isCrowd,
    score: record.score ?? 1,
  });
  const predictions = suggestions.map(facts);
  const ranked = [...predictions.keys()].sort((a, b) => (predictions[b]?.score ?? 0) - (predictions[a]?.score ?? 0));
  const { found, excused } = findErrors(truths.map(facts), predictions, ranked, pairs);
  const foundOf = Map.groupBy(found, ({ truth }) => truths[truth]?.record.labelId);
  const differences: LabelDifference[] = [];
  for (const labelId of labelIds) {
    const ofLabel = ({ record }: Compared): boolean => record.labelId === labelId;
    const [actual, predicted] = [truths.filter(ofLabel), suggestions.filter(ofLabel)];
    const inTruth = yield* uniteInTurns(actual);
    const inSuggestions = yield* uniteInTurns(predicted);
    const both = commonArea(inTruth, inSuggestions);
    const pixels = { truth: spansArea(inTruth) - both, suggestions: spansArea(inSuggestions) - both, both };
    const all = pixels.truth + pixels.suggestions + both;
    const foundHere = foundOf.get(labelId)?.length ?? 0;
    differences.push({
      labelId,
      iou: all === 0 ? 0 : both / all,
      pixels,
      found: foundHere,
      missed: actual.filter(({ record }) => !record.isCrowd).length - foundHere,
      extra: predicted.filter(({ index }) => !excused.has(index)).length - foundHere,
    });
    yield;
  }
  return differences;
}

/** Two by two, so that the work stays in proportion to the logarithm of how many they are. */
function* uniteInTurns(objects: readonly Compared[]): Generator<void, Spans> {
  let sets: readonly Spans[] = objects.map(({ pixels }) => pixels.spans);
  while (sets.length > 1) {
    const united: Spans[] = [];
    for (let index = 0; index < sets.length; index += 2) {
      united.push(uniteSpans(sets[index] ?? [], sets[index + 1] ?? []));
      yield;
    }
    sets = united;
  }
  return sets[0] ?? [];
}
