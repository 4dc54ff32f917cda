import { mount, unmount } from 'svelte';
import { afterEach, expect, test } from 'vitest';
import type { FormReport } from '../../../app/deployment/exportedModel.ts';
import { setLanguage, type Language } from '../../messages/messages.ts';
import ExportReport from './ExportReport.svelte';

const note = '3 operators compute in float32, because their numbers come near 65,504 or pass it.';
const report: FormReport = {
  ...{ form: 'float16', float32ByteSize: 2000, byteSize: 1000, score: null, agreement: null, processor: null },
  ...{ measuredImages: 4, notes: [note] },
};

afterEach(() => setLanguage('en'));

async function notesIn(language: Language): Promise<string | null | undefined> {
  setLanguage(language);
  const shown = mount(ExportReport, { target: document.body, props: { report } });
  const text = document.querySelector('p.small')?.textContent;
  await unmount(shown);
  return text;
}

test('notes of a worker are told in the language of the window', async () => {
  expect([await notesIn('zh-CN'), await notesIn('en')]).toEqual([
    '3 个算子以 float32 计算，因为它们的数值接近或超过 65,504。',
    note,
  ]);
});
