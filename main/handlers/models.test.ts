import { createRouterClient } from '@orpc/server';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { createJobHost } from '../../tests/fixtures/jobHost.ts';
import { annotationRecord, imageRecord, labelRecord } from '../../tests/fixtures/records.ts';
import type { HostContext } from '../host/hostContext.ts';
import { createModelReaders } from '../inference/modelReaders.ts';
import { predictionsFolderOf } from '../inference/predictionCache.ts';
import { modelsHandlers } from './models.ts';

/** Two models with files, the second one in use, and a suggestion of each. */
function twoModels() {
  const { project, context } = createJobHost();
  const modelReaders = createModelReaders();
  const host = { ...context, modelReaders, log: pino({ level: 'silent' }), projects: { required: () => project } };
  const client = createRouterClient(modelsHandlers, { context: host as unknown as HostContext });
  const files: Record<string, string[]> = {};
  for (const [index, id] of ['m1', 'm2'].entries()) {
    project.runs.create({ id: `r-${id}`, startedAt: index, config: {}, trainImages: 1, validationImages: 1 });
    project.runs.update(`r-${id}`, { state: 'finished' });
    project.models.add({
      ...{ id, runId: `r-${id}`, name: id, createdAt: index, architecture: 'unet', labels: ['cell'] },
      ...{ trainedOnImages: 1, trainedOnObjects: 1, validationDice: null, byteSize: 5, datasetHash: 'h' },
    });
    const runFolder = project.runs.folder(`r-${id}`);
    files[id] = [
      join(project.models.folder(id), 'model.onnx'),
      join(project.models.folder(id), 'card.json'),
      join(runFolder, 'checkpoints', '12'),
      join(runFolder, 'model.onnx'),
      join(predictionsFolderOf(project.folder, id), 'hash.json'),
      join(runFolder, 'dataset.json'),
    ];
    for (const file of files[id]) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, '0123456789');
    }
  }
  project.models.use('m2');
  project.images.add([imageRecord('i')]);
  project.labels.add([labelRecord('cell')]);
  project.annotations.add(
    ['m1', 'm2', 'm2'].map((modelId, index) => {
      return annotationRecord(`a${index}`, 'i', 'cell', {
        source: { kind: 'model', modelId },
        score: 0.5,
        status: 'suggested',
      });
    }),
  );
  return { project, modelReaders, client, files };
}

test('taking an earlier model into use can be taken back, and says which suggestions stay', async () => {
  const { project, client } = twoModels();
  const use = await client.use({ modelId: 'm1' });
  expect(use).toEqual({ previousId: 'm2', suggestions: [{ modelId: 'm2', count: 2 }] });
  expect(project.models.get('latest').id).toBe('m1');
  expect(await client.use({ modelId: use.previousId ?? '' })).toMatchObject({ previousId: 'm1' });
  expect(project.models.get('latest').id).toBe('m2');
  expect(project.annotations.counts().suggested).toBe(3);
});

test('a removed model takes its files along, and nothing else', async () => {
  const { project, client, files } = twoModels();
  const [ofFirst = [], ofSecond = []] = [files.m1, files.m2];
  expect(await client.removal({ modelId: 'm2' })).toEqual({ bytes: 50, suggestions: 2 });
  expect(ofSecond.every((file) => existsSync(file))).toBe(true);
  expect(await client.remove({ modelId: 'm2' })).toEqual({ bytes: 50, suggestions: 2 });
  expect(ofSecond.map((file) => existsSync(file))).toEqual([false, false, false, false, false, true]);
  expect(ofFirst.every((file) => existsSync(file))).toBe(true);
  expect(project.annotations.counts().suggested).toBe(3);
  const lineage = await client.lineage();
  expect(lineage.map(({ id, removedAt, inUse }) => [id, removedAt !== null, inUse])).toEqual([
    ['m2', true, false],
    ['m1', false, false],
  ]);
  await expect(client.remove({ modelId: 'm2' })).rejects.toMatchObject({ code: 'NO_MODEL' });
});

test('what goes on from an interrupted run stays when its model is removed', async () => {
  const { project, client, files } = twoModels();
  project.runs.update('r-m1', { state: 'interrupted' });
  await client.remove({ modelId: 'm1' });
  expect((files.m1 ?? []).map((file) => existsSync(file))).toEqual([false, false, true, true, false, true]);
});

test('a model that a running job reads, or that is trained from, is not removed', async () => {
  const { project, modelReaders, client, files } = twoModels();
  const release = modelReaders.hold(project.models.folder('m1'));
  await expect(client.remove({ modelId: 'm1' })).rejects.toMatchObject({ code: 'JOB_RUNNING' });
  release();
  const initialModel = join(project.models.folder('m1'), 'model.onnx');
  project.runs.update('r-m2', { state: 'running', config: { initialModel } });
  await expect(client.remove({ modelId: 'm1' })).rejects.toMatchObject({ code: 'JOB_RUNNING' });
  expect((files.m1 ?? []).every((file) => existsSync(file))).toBe(true);
  project.runs.update('r-m2', { state: 'finished' });
  await client.remove({ modelId: 'm1' });
  expect(project.models.list().map(({ id }) => id)).toEqual(['m2']);
});
