import {
  objectFates,
  type DayOfWork,
  type FiguresByFate,
  type ModelSaving,
  type ObjectFate,
  type WorkFigures,
  type WorkReport,
} from '../contract/workViews.ts';
import type { LabelId, ModelId } from '../model/records.ts';
import { localDay } from './localDay.ts';

/** One object that somebody worked on. */
export interface WorkedObject {
  readonly labelId: LabelId;
  /** That suggested it. */
  readonly modelId: ModelId | null;
  readonly fate: ObjectFate;
  readonly activeMs: number;
  readonly isMeasured: boolean;
  readonly decidedAt: number;
}

interface WorkFacts {
  readonly objects: readonly WorkedObject[];
  readonly days: readonly { readonly day: string; readonly activeMs: number }[];
  /** The report is of what was decided from then on. */
  readonly since: number;
  readonly labelName: (labelId: LabelId) => string;
  readonly modelName: (modelId: ModelId) => string;
}

/** A median of fewer drawn objects says little of what another one takes. */
export const FEWEST_DRAWN = 3;

const labelledFates: ReadonlySet<ObjectFate> = new Set(['drawn', 'untouched', 'corrected']);
const acceptedFates: ReadonlySet<ObjectFate> = new Set(['untouched', 'corrected']);
const suggestedFates: ReadonlySet<ObjectFate> = new Set(['untouched', 'corrected', 'rejected']);

export function workReport(facts: WorkFacts): WorkReport {
  const objects = facts.objects.filter(({ decidedAt }) => decidedAt >= facts.since);
  const labelled = objects.filter(({ fate, isMeasured }) => isMeasured && labelledFates.has(fate));
  const firstDay = localDay(facts.since);
  const days = facts.days.filter(({ day }) => day >= firstDay);
  return {
    days: daysOf(days, labelled),
    activeMs: days.reduce((sum, { activeMs }) => sum + activeMs, 0),
    labelled: labelled.length,
    all: figuresOf(objects),
    labels: [...Map.groupBy(objects, ({ labelId }) => labelId)]
      .map(([labelId, ofLabel]) => ({ labelId, name: facts.labelName(labelId), figures: figuresOf(ofLabel) }))
      .toSorted((a, b) => a.name.localeCompare(b.name, 'en')),
    models: [...Map.groupBy(objects, ({ modelId }) => modelId)]
      .flatMap(([modelId, ofModel]) => (modelId === null ? [] : [modelRow(modelId, facts.modelName(modelId), ofModel)]))
      .toSorted((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true })),
    saving: savingOf(objects, drawingMedians(facts.objects)),
  };
}

function daysOf(days: WorkFacts['days'], labelled: readonly WorkedObject[]): DayOfWork[] {
  const counts = new Map<string, number>();
  for (const { decidedAt } of labelled) {
    const day = localDay(decidedAt);
    counts.set(day, (counts.get(day) ?? 0) + 1);
  }
  const times = new Map(days.map(({ day, activeMs }) => [day, activeMs]));
  return [...new Set([...counts.keys(), ...times.keys()])]
    .toSorted()
    .map((day) => ({ day, activeMs: times.get(day) ?? 0, labelled: counts.get(day) ?? 0 }));
}

function figuresOf(objects: readonly WorkedObject[]): FiguresByFate {
  const byFate = Map.groupBy(objects, ({ fate }) => fate);
  const rows = objectFates.map((fate) => [fate, figures(byFate.get(fate) ?? [])] as const);
  return Object.fromEntries(rows) as unknown as FiguresByFate;
}

function figures(objects: readonly WorkedObject[]): WorkFigures {
  const times = objects.filter(({ isMeasured }) => isMeasured).map(({ activeMs }) => activeMs);
  return {
    objects: objects.length,
    measured: times.length,
    activeMs: times.reduce((sum, time) => sum + time, 0),
    medianMs: median(times),
  };
}

function modelRow(modelId: ModelId, name: string, objects: readonly WorkedObject[]): WorkReport['models'][number] {
  const count = (fate: ObjectFate): number => objects.filter((object) => object.fate === fate).length;
  return { modelId, name, untouched: count('untouched'), corrected: count('corrected'), rejected: count('rejected') };
}

/** Of every label with enough drawn objects, of whatever time. */
function drawingMedians(objects: readonly WorkedObject[]): ReadonlyMap<LabelId, number> {
  const drawn = objects.filter(({ fate, isMeasured }) => fate === 'drawn' && isMeasured);
  return new Map(
    [...Map.groupBy(drawn, ({ labelId }) => labelId)].flatMap(([labelId, ofLabel]) => {
      const middle = ofLabel.length < FEWEST_DRAWN ? null : median(ofLabel.map(({ activeMs }) => activeMs));
      return middle === null ? [] : [[labelId, middle] as const];
    }),
  );
}

function savingOf(objects: readonly WorkedObject[], medians: ReadonlyMap<LabelId, number>): ModelSaving | null {
  const suggested = objects.filter(({ fate, isMeasured }) => isMeasured && suggestedFates.has(fate));
  const accepted = suggested.filter(({ fate }) => acceptedFates.has(fate));
  const compared = accepted.filter(({ labelId }) => medians.has(labelId));
  if (compared.length === 0) return null;
  return {
    accepted: compared.length,
    drawingMs: compared.reduce((sum, { labelId }) => sum + (medians.get(labelId) ?? 0), 0),
    spentMs: suggested.reduce((sum, { labelId, activeMs }) => sum + (medians.has(labelId) ? activeMs : 0), 0),
    leftOut: accepted.length - compared.length,
  };
}

function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
