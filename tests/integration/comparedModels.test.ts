import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Job, JobResult } from '../../app/contract/jobs.ts';
import { createHost, type Host } from '../../main/host/host.ts';
import { predictionsFolderOf } from '../../main/inference/predictionCache.ts';

/** Two short trainings on the sample project, and what is shown of their models side by side. */

let folder: string;
let host: Host;
const modelIds: [string, string] = ['', ''];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'maskwright-compared-'));
  process.env.MASKWRIGHT_HOME = join(folder, 'home');
  process.env.HOME = folder;
  host = await createHost({ log: pino({ level: 'silent' }) });
  await host.client.project.createSample({ path: join(folder, 'sample') });
  const config = { patchSize: 64, width: 8, depth: 2, batchSize: 2, validateEverySteps: 12 };
  for (const [index, flips] of [true, false].entries()) {
    const { job } = await host.client.training.start({ steps: 12, device: 'cpu', config: { ...config, flips } });
    modelIds[index] = (await finish(job, 'train')).modelId;
  }
}, 120_000);

afterAll(async () => {
  await host.close();
  await rm(folder, { recursive: true, force: true });
});

async function finish<K extends JobResult['kind']>(job: Job, kind: K): Promise<Extract<JobResult, { kind: K }>> {
  const { result, error } = await host.context.jobs.finished(job.id);
  expect(error).toBeNull();
  expect(result?.kind).toBe(kind);
  return result as Extract<JobResult, { kind: K }>;
}

const cacheFolder = (modelId: string): string => predictionsFolderOf(host.context.projects.required().folder, modelId);

test('the second model knows that it came from the first, on which objects, and what was set otherwise', async () => {
  const [second, first] = await host.client.models.lineage();
  expect([first?.id, second?.id]).toEqual(modelIds);
  expect(first).toMatchObject({ parent: { kind: 'none' }, run: { state: 'finished', steps: 12 } });
  expect(second).toMatchObject({
    parent: { kind: 'model', modelId: first?.id },
    datasetHash: first?.datasetHash,
    settings: { comparedWith: 'parent', changes: [{ key: 'flips', from: true, to: false }] },
  });
  const objects = (first?.labels ?? []).reduce((sum, label) => sum + label.objects, 0);
  expect([objects, first?.labels?.map(({ name }) => name)]).toEqual([first?.trainedOnObjects, ['cell', 'crystal']]);
});

test('side by side they have the scores of an evaluation each, and only what is new is looked at', async () => {
  const before = await host.client.models.scores({ modelIds, set: 'test' });
  expect(before).toMatchObject({
    counted: 0,
    models: [
      { totals: null, missing: 10 },
      { totals: null, missing: 10 },
    ],
  });
  await finish(await host.client.models.score({ modelIds, set: 'test' }), 'scoreModels');
  const scores = await host.client.models.scores({ modelIds, set: 'test' });
  expect(scores.counted).toBe(10);
  for (const [index, modelId] of modelIds.entries()) {
    const job = await host.client.models.evaluate({ modelId, split: 'test' });
    const { report } = await finish(job, 'evaluate');
    const { totals } = scores.models[index] ?? {};
    expect(totals).toMatchObject({ meanDice: report.meanDice, dicePerLabel: report.dicePerLabel });
    expect(totals?.found).toBe(report.instances.matched);
  }
  expect(await readdir(cacheFolder(modelIds[0]))).toHaveLength(10);
});

test('images that a model learnt from do not count, and a changed label makes scores stale', async () => {
  await finish(await host.client.models.score({ modelIds, set: 'labelled' }), 'scoreModels');
  const all = await host.client.models.scores({ modelIds, set: 'labelled' });
  const learnt = all.images.filter(({ split }) => split === 'train');
  expect(learnt.map(({ seenAs, counts }) => [...seenAs, counts])).toEqual(learnt.map(() => ['train', 'train', false]));
  expect([all.images.length, all.counted, all.models[0]?.seen]).toEqual([22, 22 - learnt.length, learnt.length]);
  expect(all.images.every(({ scores }) => scores.every((state) => state === 'current'))).toBe(true);

  const image = all.images.find(({ split }) => split === 'test');
  const { annotations } = await host.client.images.open({ imageId: image?.imageId ?? '' });
  const [object] = annotations;
  if (object === undefined) throw new Error('A test image of the sample has objects.');
  const diff = [{ table: 'annotations' as const, before: object, after: null }];
  await host.client.edits.commit({ description: 'Delete object', diff });
  const changed = await host.client.models.scores({ modelIds, set: 'test' });
  expect(changed.models.map(({ stale, missing }) => [stale, missing])).toEqual([
    [1, 0],
    [1, 0],
  ]);
  await host.client.edits.undo({});
  const restored = await host.client.models.scores({ modelIds, set: 'test' });
  expect(restored.models.map(({ stale }) => stale)).toEqual([0, 0]);
});

test('what changes between the two is the same as what they find, image by image', async () => {
  const { images } = await finish(await host.client.models.flicker({ modelIds, set: 'test' }), 'flicker');
  expect(images).toHaveLength(10);
  for (const { imageId, change } of images.slice(0, 3)) {
    const [first, second] = await Promise.all(
      modelIds.map((modelId) => host.client.models.predictions({ modelId, imageId })),
    );
    expect(change.kept + change.onlyFirst).toBe(first?.objects.length);
    expect(change.kept + change.onlySecond).toBe(second?.objects.length);
  }
  await expect(host.client.models.flicker({ modelIds: [modelIds[0], modelIds[0]] })).rejects.toMatchObject({
    code: 'INVALID_INPUT',
  });
});

test('the learning curve is measured on growing parts, changes no model, and keeps what was done when it is stopped', async () => {
  const [runs, models] = [await host.client.training.runs(), await host.client.models.list()];
  const planned = await host.client.models.curve();
  expect(planned).toMatchObject({ measured: null, obstacle: null, models: [{}, {}] });
  const job = await host.client.models.measureCurve({ steps: 3 });
  await expect(host.client.training.start({ steps: 3 })).rejects.toMatchObject({ code: 'JOB_RUNNING' });
  expect(await finish(job, 'learningCurve')).toMatchObject({ points: 3, trainings: 3 });
  const { measured } = await host.client.models.curve();
  expect(measured?.points.map(({ images, objects }) => ({ images, objects }))).toEqual(planned.sizes);
  expect(measured?.points.map(({ steps }) => steps)).toEqual([3, 3, 3]);
  expect(measured).toMatchObject({ steps: 3, minutes: null, isWhole: true, validationImages: 2 });
  expect(measured?.points.every(({ score }) => score >= 0 && score <= 1)).toBe(true);

  const long = await host.client.models.measureCurve({ steps: 100_000 });
  await new Promise<void>((resolve) => {
    const stop = host.context.events.listen((event) => {
      if (event.kind !== 'job' || event.job.id !== long.id || event.job.detail === '') return;
      stop();
      resolve();
    });
  });
  await host.client.jobs.cancel({ jobId: long.id });
  expect(await finish(long, 'learningCurve')).toMatchObject({ points: 0 });
  expect((await host.client.models.curve()).measured?.id).toBe(measured?.id);
  const { folder: project } = host.context.projects.required();
  expect(existsSync(join(project, 'runs', 'learning-curve'))).toBe(false);
  expect([await host.client.training.runs(), await host.client.models.list()]).toEqual([runs, models]);
});

test('a model is not removed under a job, and afterwards goes with what was kept of it', async () => {
  const [first] = modelIds;
  const { folder: modelFolder } = (await host.client.models.list()).find(({ id }) => id === first) ?? { folder: '' };
  const job = await host.client.models.flicker({ modelIds, set: 'all' });
  await expect(host.client.models.remove({ modelId: first })).rejects.toMatchObject({ code: 'JOB_RUNNING' });
  await host.client.jobs.cancel({ jobId: job.id });
  await host.context.jobs.finished(job.id);
  expect(existsSync(join(modelFolder, 'model.onnx'))).toBe(true);

  const { bytes } = await host.client.models.remove({ modelId: first });
  expect(bytes).toBeGreaterThan(10_000);
  expect([existsSync(modelFolder), existsSync(cacheFolder(first))]).toEqual([false, false]);
  const lineage = await host.client.models.lineage();
  const second = lineage.find(({ id }) => id === modelIds[1]);
  const removed = lineage.find(({ id }) => id === first);
  expect(second?.parent).toEqual({ kind: 'model', modelId: removed?.id });
  expect(removed?.removedAt).not.toBeNull();
  expect((await host.client.models.list()).map(({ id }) => id)).toEqual([modelIds[1]]);
});
