import { flushSync, mount, unmount, type Component } from 'svelte';
import { expect, onTestFinished, test } from 'vitest';
import type { ObjectFate } from '../../../app/contract/workViews.ts';
import { workReport } from '../../../app/work/workReport.ts';
import ModelShares from './ModelShares.svelte';
import SavingText from './SavingText.svelte';
import WorkTimes from './WorkTimes.svelte';

const object = (fate: ObjectFate, activeMs: number, labelId = 'cell') => ({
  ...{ labelId, fate, activeMs, isMeasured: true, decidedAt: 0 },
  modelId: fate === 'drawn' ? null : 'm',
});
const objects = [
  ...[8000, 9000, 15_000].map((time) => object('drawn', time)),
  object('untouched', 500),
  object('corrected', 4000),
  object('rejected', 100),
];

function reportOf(worked: typeof objects) {
  return workReport({
    objects: worked,
    days: [{ day: '1970-01-01', activeMs: 36_600 }],
    since: 0,
    labelName: (id) => `Name of ${id}`,
    modelName: () => 'Model 3',
  });
}

/** What a person reads, cell by cell in a table, with one space where the page has some. */
function textOf<Props extends Record<string, unknown>>(component: Component<Props>, props: Props): readonly string[] {
  const target = document.createElement('div');
  const shown = mount(component, { target, props });
  onTestFinished(() => unmount(shown));
  flushSync();
  return [...target.querySelectorAll('p, th, td')].map((element) =>
    (element.textContent ?? '').replace(/\s+/g, ' ').trim(),
  );
}

test('the report says times by label, what the model saves and what became of its suggestions', () => {
  const report = reportOf(objects);
  expect(textOf(WorkTimes, { report }).slice(1)).toEqual([
    ...['Label', 'Drawn', 'Accepted untouched', 'Corrected', 'Rejected'],
    ...['Name of cell', '9 s 3 objects', '0.5 s 1 object', '4 s 1 object', '0.1 s 1 object'],
  ]);
  const saving = textOf(SavingText, { saving: report.saving });
  expect(saving[0]).toBe('About 13 s saved');
  expect(saving[1]).toContain('To draw the 2 accepted suggestions would have taken 18 s');
  expect(textOf(ModelShares, { models: report.models }).slice(-5)).toEqual(['Model 3', '3', '33%', '33%', '33%']);
});

test('it says what is missing to tell a saving, and a loss as one', () => {
  expect(textOf(SavingText, { saving: reportOf(objects.slice(1)).saving })).toEqual([
    expect.stringContaining('at least 3 objects'),
  ]);
  expect(textOf(ModelShares, { models: [] })).toEqual(['No suggestion has been decided.']);
  expect(textOf(WorkTimes, { report: reportOf([]) })).toEqual(['No object was measured.']);
  const slow = reportOf([...objects, object('rejected', 60_000), object('untouched', 5, 'crystal')]);
  const saving = textOf(SavingText, { saving: slow.saving });
  expect([saving[0], saving[2]]).toEqual([
    'About 47 s lost',
    expect.stringContaining('One more has too few drawn objects'),
  ]);
});
