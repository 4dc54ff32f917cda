import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { TrainingPlan } from '../../../app/contract/views.ts';
import { defaultTrainConfig } from '../../../app/training/trainConfig.ts';
import { plannedTraining } from '../../state/trainingPlan.svelte.ts';
import ExpertForm from './ExpertForm.svelte';

const plan: TrainingPlan = {
  choices: [],
  config: { ...defaultTrainConfig, width: 24 },
  trainImages: 3,
  validationImages: 1,
  objects: 9,
  obstacle: null,
  pointsLeftOut: 0,
  beginning: { modelId: null, reason: { kind: 'firstChoice' } },
};
let form: ReturnType<typeof mount>;

beforeEach(() => {
  plannedTraining.plan = plan;
  plannedTraining.changes = {};
  form = mount(ExpertForm, { target: document.body, props: { plan } });
  flushSync();
});
afterEach(() => unmount(form));

function find<T extends HTMLElement>(selector: string): T {
  const found = document.querySelector<T>(selector);
  if (found === null) throw new Error(`There is no ${selector}`);
  return found;
}

function enter(selector: string, value: string, event: 'input' | 'change'): void {
  const input = find<HTMLInputElement>(selector);
  input.value = value;
  input.dispatchEvent(new Event(event, { bubbles: true }));
  flushSync();
}

const groups = (): readonly (readonly [string, boolean, string])[] =>
  [...document.querySelectorAll<HTMLDetailsElement>('[data-testid^=settings-]')].map((group) => [
    group.dataset.testid ?? '',
    group.open,
    group.querySelector('.note')?.textContent ?? '',
  ]);

test('settings stand in folded groups, and a search opens those with what it finds', () => {
  expect(groups().map(([name, isOpen]) => [name.replace('settings-', ''), isOpen])).toEqual([
    ['network', false],
    ['cutOuts', false],
    ['shape', false],
    ['light', false],
    ['learning', false],
    ['losses', false],
    ['end', false],
  ]);
  enter('[data-testid=find-setting]', 'tversky', 'input');
  expect(groups()).toEqual([['settings-losses', true, '']]);
  expect([...document.querySelectorAll<HTMLElement>('[data-setting]')].map((field) => field.dataset.setting)).toEqual([
    'tverskyWeight',
    'tverskyFalsePositiveWeight',
    'tverskyFalseNegativeWeight',
  ]);

  const search = find<HTMLInputElement>('[data-testid=find-setting]');
  search.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }));
  flushSync();
  expect([search.value, groups().length]).toEqual(['', 7]);
});

test('a changed setting is marked in its group, and goes back to the plan with the focus on its field', () => {
  enter('[data-setting=width] input', '48', 'change');
  expect(plannedTraining.changes).toEqual({ width: 48 });
  expect(groups().filter(([, , note]) => note !== '')).toEqual([['settings-network', false, '1 setting changed']]);
  const reset = find('[data-setting=width] [data-testid=reset]');
  expect(reset.title).toBe('Width: back to 24 channels');
  reset.click();
  flushSync();
  expect(plannedTraining.changes).toEqual({});
  expect(find<HTMLInputElement>('[data-setting=width] input').value).toBe('24');
  expect(document.activeElement).toBe(find('[data-setting=width] input'));
  expect(document.querySelector('[data-testid=reset]')).toBeNull();
});

test('settings that make no network are said so by their names', () => {
  enter('[data-setting=depth] input', '6', 'change');
  enter('[data-setting=patchSize] input', '100', 'change');
  expect(find('[role=alert]').textContent.trim()).toBe(
    'The cut-out size must be a multiple of 64 for U-Net, such as 64 or 128.',
  );
});
