import fc from 'fast-check';
import { expect, test } from 'vitest';
import { objectFates, type ObjectFate, type WorkReport } from '../contract/workViews.ts';
import { localDay, startOfDay } from './localDay.ts';
import { FEWEST_DRAWN, workReport, type WorkedObject } from './workReport.ts';

const noon = new Date(2026, 10, 30, 12).getTime();
const dayMs = 86_400_000;
const named = { labelName: (id: string) => `Label ${id}`, modelName: (id: string) => `Model ${id}` };

test('the report of some objects, in numbers that can be followed by hand', () => {
  const object = (fate: ObjectFate, activeMs: number, change: Partial<WorkedObject> = {}): WorkedObject => ({
    labelId: 'cell',
    modelId: fate === 'drawn' || fate === 'imported' ? null : 'm',
    fate,
    activeMs,
    isMeasured: true,
    decidedAt: noon,
    ...change,
  });
  const objects = [
    ...[8000, 10_000, 30_000].map((time) => object('drawn', time, { decidedAt: noon - 40 * dayMs })),
    object('drawn', 12_000),
    object('untouched', 500),
    object('untouched', 0, { isMeasured: false }),
    object('corrected', 4500),
    object('rejected', 1000),
    object('untouched', 700, { labelId: 'crystal', modelId: 'n' }),
  ];
  const days = [
    { day: localDay(noon - 40 * dayMs), activeMs: 60_000 },
    { day: localDay(noon), activeMs: 36_000 },
  ];
  const report = workReport({ objects, days, since: startOfDay(noon, 6), ...named });
  const none = { objects: 0, measured: 0, activeMs: 0, medianMs: null };
  const one = (activeMs: number) => ({ objects: 1, measured: 1, activeMs, medianMs: activeMs });
  expect(report).toEqual({
    days: [{ day: localDay(noon), activeMs: 36_000, labelled: 4 }],
    activeMs: 36_000,
    labelled: 4,
    all: {
      drawn: one(12_000),
      untouched: { objects: 3, measured: 2, activeMs: 1200, medianMs: 600 },
      corrected: one(4500),
      rejected: one(1000),
      imported: none,
    },
    labels: [
      {
        labelId: 'cell',
        name: 'Label cell',
        figures: {
          drawn: one(12_000),
          untouched: { objects: 2, measured: 1, activeMs: 500, medianMs: 500 },
          corrected: one(4500),
          rejected: one(1000),
          imported: none,
        },
      },
      {
        labelId: 'crystal',
        name: 'Label crystal',
        figures: { drawn: none, untouched: one(700), corrected: none, rejected: none, imported: none },
      },
    ],
    models: [
      { modelId: 'm', name: 'Model m', untouched: 2, corrected: 1, rejected: 1 },
      { modelId: 'n', name: 'Model n', untouched: 1, corrected: 0, rejected: 0 },
    ],
    // Cells take 11 s to draw, by all that were ever drawn.
    saving: { accepted: 2, drawingMs: 22_000, spentMs: 6000, leftOut: 1 },
  });
});

const anyObject: fc.Arbitrary<WorkedObject> = fc.record({
  labelId: fc.constantFrom('a', 'b', 'c'),
  modelId: fc.constantFrom(null, 'm', 'n'),
  fate: fc.constantFrom(...objectFates),
  activeMs: fc.nat(100_000),
  isMeasured: fc.boolean(),
  decidedAt: fc.integer({ min: 0, max: 20 * 24 }).map((hours) => noon - hours * 3_600_000),
});

test('on random work the report is what a plain count of it says', () => {
  fc.assert(
    fc.property(fc.array(anyObject, { maxLength: 60 }), fc.constantFrom(1, 7, null), (objects, length) => {
      const since = length === null ? 0 : startOfDay(noon, length - 1);
      const days = [0, 3, 9].map((before) => ({ day: localDay(noon - before * dayMs), activeMs: 1000 * (before + 1) }));
      const report = workReport({ objects, days, since, ...named });
      expect(plain(report)).toEqual(counted(objects, days, since));
    }),
  );
});

/** The report as one list of numbers by name. */
function plain({ days, activeMs, labelled, all, labels, models, saving }: WorkReport): Record<string, number | null> {
  const numbers: Record<string, number | null> = { activeMs, labelled };
  for (const { day, ...figures } of days) numbers[day] = figures.labelled;
  for (const [name, figures] of [
    ['all', all] as const,
    ...labels.map(({ labelId, figures }) => [labelId, figures] as const),
  ]) {
    for (const fate of objectFates) {
      numbers[`${name} ${fate}`] = figures[fate].objects;
      numbers[`${name} ${fate} median`] = figures[fate].medianMs;
    }
  }
  for (const model of models) {
    numbers[`${model.modelId} shares`] = model.untouched + 1000 * model.corrected + 1_000_000 * model.rejected;
  }
  numbers['saved'] = saving === null ? null : saving.drawingMs - saving.spentMs;
  numbers['left out'] = saving === null ? null : saving.leftOut;
  return numbers;
}

function counted(
  everything: readonly WorkedObject[],
  allDays: readonly { day: string; activeMs: number }[],
  since: number,
): Record<string, number | null> {
  const numbers: Record<string, number | null> = { activeMs: 0, labelled: 0 };
  const seen = everything.filter((object) => object.decidedAt >= since);
  for (const { day, activeMs } of allDays) {
    if (day < localDay(since)) continue;
    numbers['activeMs'] = (numbers['activeMs'] ?? 0) + activeMs;
    numbers[day] = 0;
  }
  const isLabelled = (object: WorkedObject) =>
    object.isMeasured && object.fate !== 'rejected' && object.fate !== 'imported';
  for (const object of seen.filter(isLabelled)) {
    numbers['labelled'] = (numbers['labelled'] ?? 0) + 1;
    numbers[localDay(object.decidedAt)] = (numbers[localDay(object.decidedAt)] ?? 0) + 1;
  }
  for (const name of ['all', ...new Set(seen.map(({ labelId }) => labelId))]) {
    for (const fate of objectFates) {
      const own = seen.filter((object) => object.fate === fate && (name === 'all' || object.labelId === name));
      numbers[`${name} ${fate}`] = own.length;
      numbers[`${name} ${fate} median`] = middle(own);
    }
  }
  for (const object of seen) {
    if (object.modelId === null) continue;
    const key = `${object.modelId} shares`;
    const weights: Partial<Record<ObjectFate, number>> = { untouched: 1, corrected: 1000, rejected: 1_000_000 };
    numbers[key] = (numbers[key] ?? 0) + (weights[object.fate] ?? 0);
  }
  let [saved, leftOut, compared] = [0, 0, 0];
  for (const object of seen) {
    if (!object.isMeasured || object.fate === 'drawn' || object.fate === 'imported') continue;
    const drawn = everything.filter(
      ({ fate, labelId, isMeasured }) => fate === 'drawn' && isMeasured && labelId === object.labelId,
    );
    const isAccepted = object.fate !== 'rejected';
    if (drawn.length < FEWEST_DRAWN) leftOut += Number(isAccepted);
    else {
      saved += (isAccepted ? (middle(drawn) ?? 0) : 0) - object.activeMs;
      compared += Number(isAccepted);
    }
  }
  numbers['saved'] = compared === 0 ? null : saved;
  numbers['left out'] = compared === 0 ? null : leftOut;
  return numbers;
}

/** Half of the measured ones took no longer, and half no less. */
function middle(objects: readonly WorkedObject[]): number | null {
  const times = objects.filter(({ isMeasured }) => isMeasured).map(({ activeMs }) => activeMs);
  times.sort((a, b) => a - b);
  if (times.length === 0) return null;
  while (times.length > 2) times.splice(0, times.length, ...times.slice(1, -1));
  return times.reduce((sum, time) => sum + time, 0) / times.length;
}
