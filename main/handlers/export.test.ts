import { createRouterClient } from '@orpc/server';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { exportedCard } from '../../app/deployment/exportedModel.ts';
import * as v from 'valibot';
import { writeExampleModel } from '../../tests/fixtures/exampleModel.ts';
import { createJobHost } from '../../tests/fixtures/jobHost.ts';
import { annotationRecord, imageRecord, labelRecord } from '../../tests/fixtures/records.ts';
import type { HostContext } from '../host/hostContext.ts';
import { createModelReaders } from '../inference/modelReaders.ts';
import { exportHandlers } from './export.ts';

const model = { runId: 'r', createdAt: 1, architecture: 'unet', labels: ['cell'], byteSize: 5, datasetHash: '' };
const trained = { trainedOnImages: 1, trainedOnObjects: 1, validationDice: null };

/** A project with a model of random weights and two images, one of them held out with an object. */
async function exportHost() {
  const host = createJobHost();
  const { folder, project, context } = host;
  const knownDevices = { read: () => Promise.resolve({ findings: [], speeds: [] }) };
  const services = { log: pino({ level: 'silent' }), knownDevices, modelReaders: createModelReaders() };
  const projects = { required: () => project };
  const client = createRouterClient(exportHandlers, {
    context: { ...context, ...services, projects } as unknown as HostContext,
  });
  for (const id of ['whole', 'empty']) project.models.add({ id, name: id, ...model, ...trained });
  await writeExampleModel(project.models.folder('whole'), { channels: 1 });
  mkdirSync(project.models.folder('empty'), { recursive: true });
  project.labels.add([labelRecord('label1')]);
  for (const [id, split] of [
    ['a', 'train'],
    ['b', 'val'],
  ] as const) {
    const data = Uint8Array.from({ length: 64 * 64 }, (_, i) => 90 + 60 * Math.sin(i / 5) + 40 * Math.cos(i / 300));
    const file = join(folder, `${id}.png`);
    await sharp(data, { raw: { width: 64, height: 64, channels: 1 } })
      .toColourspace('b-w')
      .png()
      .toFile(file);
    const size = { width: 64, height: 64, channels: 1, bitDepth: 8 } as const;
    project.images.add([imageRecord(id, { contentHash: id, path: file, split, ...size })]);
    project.annotations.add([annotationRecord(`of ${id}`, id, 'label1')]);
  }
  return { ...host, client };
}

test('a model is made in another form with its score, is kept as a whole, and nothing else is left', async () => {
  const host = await exportHost();
  const { folder, project, client } = host;
  const made = await host.result(await client.model({ modelId: 'whole', form: 'int8' }), 'exportModel');
  expect(made.report).toMatchObject({ form: 'int8', measuredImages: 1, score: { images: 1 } });
  expect(made.report.byteSize).toBeLessThan(made.report.float32ByteSize / 2);
  expect(made.report.agreement?.share).toBeGreaterThan(0.8);
  expect(made.report.processor?.ms).toBeGreaterThan(0);

  const out = join(folder, 'out');
  const kept = await client.keepModel({ exportId: made.exportId, folder: out });
  expect([kept.folder, readdirSync(out).sort()]).toEqual([out, ['README.md', 'card.json', 'model.onnx']]);
  const card = v.parse(exportedCard, JSON.parse(readFileSync(join(out, 'card.json'), 'utf8')));
  expect([card.export, card.bitDepth]).toEqual([made.report, 8]);
  const readme = readFileSync(join(out, 'README.md'), 'utf8');
  expect([kept.snippets.python, kept.snippets.typescript].every((text) => readme.includes(text))).toBe(true);
  expect(readdirSync(join(project.folder, 'cache', 'exports'))).toEqual([]);
  await expect(client.keepModel({ exportId: made.exportId, folder: out })).rejects.toMatchObject({ code: 'NOT_FOUND' });
}, 60_000);

test('a model leaves as it is, also without held-out images; what is not wanted goes', async () => {
  const host = await exportHost();
  const { project, client } = host;
  project.images.setSplits(new Map([['b', 'train']]));
  const made = await host.result(await client.model({ modelId: 'whole' }), 'exportModel');
  expect(made.report).toMatchObject({ form: 'float32', score: null, agreement: null, notes: [] });
  const prepared = join(project.folder, 'cache', 'exports', made.exportId);
  const source = join(project.models.folder('whole'), 'model.onnx');
  expect(readFileSync(join(prepared, 'model.onnx'))).toEqual(readFileSync(source));
  await expect(client.keepModel({ exportId: made.exportId, folder: project.folder })).rejects.toMatchObject({
    code: 'INVALID_INPUT',
  });
  await client.discardModel({ exportId: made.exportId });
  expect(existsSync(prepared)).toBe(false);
  for (const exportId of ['../../models', 'whole']) {
    await expect(client.discardModel({ exportId })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  }
  expect(existsSync(project.models.folder('whole'))).toBe(true);
}, 60_000);

test('an export that fails or is cancelled leaves nothing, and one runs at a time', async () => {
  const { project, client, context } = await exportHost();
  const lost = await context.jobs.finished((await client.model({ modelId: 'empty', form: 'float16' })).id);
  expect(lost.error).toMatchObject({ code: 'NO_MODEL' });

  writeFileSync(join(project.models.folder('empty'), 'model.onnx'), 'no model');
  const job = await client.model({ modelId: 'whole', form: 'float16' });
  await expect(client.model({ modelId: 'whole' })).rejects.toMatchObject({ code: 'JOB_RUNNING' });
  context.jobs.cancel(job.id);
  expect((await context.jobs.finished(job.id)).state).toBe('cancelled');
  expect(readdirSync(join(project.folder, 'cache', 'exports'))).toEqual([]);
}, 60_000);
