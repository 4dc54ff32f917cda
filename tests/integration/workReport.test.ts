import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { WorkReport } from '../../app/contract/workViews.ts';
import { workReportCsv } from '../../app/work/workReportCsv.ts';
import { createProjectStore } from '../../main/store/projectStore.ts';
import { startCommand } from '../fixtures/commandLine.ts';
import { annotationRecord, imageRecord, labelRecord } from '../fixtures/records.ts';
import { temporaryFolder } from '../fixtures/temporaryFolder.ts';

test('the command line reports what was worked, in words, as JSON and as a file', async () => {
  const folder = temporaryFolder();
  const project = join(folder, 'project');
  const store = createProjectStore(project, 'Worked');
  store.images.add([imageRecord('one')]);
  store.labels.add([labelRecord('l', { name: 'cell' })]);
  for (const [index, activeMs] of [9000, 10_000, 14_000].entries()) {
    const after = annotationRecord(`d${index}`, 'one', 'l');
    store.edits.commit([{ table: 'annotations', before: null, after }], 'Draw', activeMs);
  }
  const suggestion = annotationRecord('s', 'one', 'l', {
    ...{ source: { kind: 'model', modelId: 'gone' }, status: 'suggested', score: 0.9 },
  });
  store.annotations.add([suggestion]);
  store.edits.decideSuggestions('accepted', 0.5, 'one', 1000);
  store.close();

  const run = (...args: string[]) => startCommand(folder, ['report', project, ...args]).ended;
  const { code, out } = await run('--json', '--days', '2', '--out', join(folder, 'reports'));
  const report = JSON.parse(out) as WorkReport & { file: string };
  expect([code, report]).toMatchObject([
    0,
    {
      activeMs: 34_000,
      labelled: 4,
      labels: [{ name: 'cell', figures: { drawn: { objects: 3, medianMs: 10_000 }, untouched: { medianMs: 1000 } } }],
      models: [{ name: 'gone', untouched: 1, corrected: 0, rejected: 0 }],
      saving: { accepted: 1, drawingMs: 10_000, spentMs: 1000, leftOut: 0 },
    },
  ]);
  expect(await readFile(report.file, 'utf8')).toBe(workReportCsv(report));
  const inWords = (await run()).out;
  expect(inWords).toContain('4 objects labelled in 34 s of active time: 424 an hour');
  expect(inWords).toContain('gone: 100.0 % accepted untouched, 0.0 % corrected, 0.0 % rejected');
  expect((await run('--days', 'some')).code).not.toBe(0);
});
