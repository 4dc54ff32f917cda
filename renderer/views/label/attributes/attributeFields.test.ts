import { flushSync, mount, unmount } from 'svelte';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import type { AttributeDefinition } from '../../../../app/model/attributes.ts';
import type { RecordDiff } from '../../../../app/model/diff.ts';
import { createDocument } from '../../../../app/model/document.ts';
import type { AnnotationRecord } from '../../../../app/model/records.ts';
import { annotationRecord, imageRecord, labelRecord } from '../../../../tests/fixtures/records.ts';
import { openImage } from '../../../state/openImage.svelte.ts';
import AttributeFields from './AttributeFields.svelte';

const define = (id: string, change: Partial<AttributeDefinition>): AttributeDefinition => ({
  id,
  name: id,
  kind: 'text',
  options: [],
  defaultValue: null,
  ...change,
});
const label = labelRecord('cell', {
  attributes: [
    define('stage', { kind: 'choice', options: ['early', 'late'] }),
    define('sure', { kind: 'yesNo' }),
    define('size', { kind: 'number' }),
    define('note', {}),
  ],
});
const first = annotationRecord('first', 'image', 'cell', { attributes: { stage: 'early', size: 1.5, sure: false } });
const second = annotationRecord('second', 'image', 'cell', { attributes: { stage: 'late', size: 1.5 } });

let diffs: RecordDiff[] = [];
beforeEach(() => {
  diffs = [];
  vi.spyOn(openImage, 'commit').mockImplementation((_, diff) => {
    diffs.push(diff);
    return Promise.resolve();
  });
});

function fieldsFor(...annotations: AnnotationRecord[]) {
  openImage.document = createDocument(imageRecord('image'), annotations, [label]);
  openImage.select(annotations.map(({ id }) => id));
  const props = { annotations, labels: openImage.document.labels };
  const fields = mount(AttributeFields, { target: document.body, props });
  onTestFinished(() => unmount(fields));
  flushSync();
  return (name: string): HTMLInputElement | HTMLSelectElement => {
    const field = document.querySelector(`[data-testid="value-${name}"]`);
    if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) return field;
    throw new Error(`There is no field ${name}`);
  };
}

function enter(field: HTMLInputElement | HTMLSelectElement, text: string): void {
  field.value = text;
  field.dispatchEvent(new Event('change', { bubbles: true }));
  flushSync();
}

const values = (): unknown[] =>
  diffs.flatMap((diff) => diff.map(({ after }) => (after !== null && 'geometry' in after ? after.attributes : null)));

test('one object shows its values, and each kind of field sets and unsets one', () => {
  const field = fieldsFor(first);
  expect(['stage', 'sure', 'size', 'note'].map((name) => field(name).value)).toEqual(['early', 'no', '1.5', '']);
  enter(field('size'), '2,25');
  enter(field('sure'), 'yes');
  enter(field('stage'), '');
  enter(field('note'), ' seen twice ');
  expect(values()).toEqual([
    { ...first.attributes, size: 2.25 },
    { ...first.attributes, sure: true },
    { size: 1.5, sure: false },
    { ...first.attributes, note: 'seen twice' },
  ]);
});

test('several objects show what they share, and a value goes to those that lack it', () => {
  const field = fieldsFor(first, second);
  const stage = field('stage');
  const chosen = stage.querySelector('option:checked');
  expect([chosen?.textContent, field('size').value]).toEqual(['Several values', '1.5']);
  enter(stage, 'late');
  expect(values()).toEqual([{ ...first.attributes, stage: 'late' }]);
});

test('what is no number is said so, and sets nothing', () => {
  const field = fieldsFor(first);
  enter(field('size'), '1,234');
  expect([document.querySelector('[role=alert]')?.textContent, field('size').ariaInvalid, diffs]).toEqual([
    'This may be a thousand or one and a bit: write 1234 or 1.234.',
    'true',
    [],
  ]);
  enter(field('size'), '7');
  expect([document.querySelector('[role=alert]'), values()]).toEqual([null, [{ ...first.attributes, size: 7 }]]);
});
