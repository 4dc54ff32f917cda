import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Job, JobResult } from '../../app/contract/jobs.ts';
import { isUnlabelled } from '../../app/model/imageReview.ts';
import type { RunNotice } from '../../app/training/runNotices.ts';
import { createHost, type Host } from '../../main/host/host.ts';

/** The whole job on a short leash: real worker processes, a real project, a few training steps. */

let folder: string;
let host: Host;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'maskwright-whole-job-'));
  process.env.MASKWRIGHT_HOME = join(folder, 'home');
  process.env.HOME = folder;
  host = await createHost({ log: pino({ level: 'silent' }) });
  await host.client.project.createSample({ path: join(folder, 'sample') });
});

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

const shortRun = { patchSize: 64, width: 8, depth: 2, batchSize: 2, validateEverySteps: 5 };

test('a sample project comes with images, exact objects and kept test images', async () => {
  const { images, labelled, objects } = await host.client.project.summary();
  expect({ images, labelled }).toEqual({ images: 60, labelled: 22 });
  expect(objects).toBeGreaterThan(100);
  const splits = Map.groupBy(await host.client.images.list(), ({ split }) => split);
  expect(splits.get('test')).toHaveLength(10);
});

test('training makes a model, fixes the split and never sees test images', async () => {
  const { runId, job } = await host.client.training.start({ steps: 10, config: shortRun });
  await expect(host.client.training.start({ steps: 10, config: shortRun })).rejects.toMatchObject({
    code: 'JOB_RUNNING',
  });
  const result = await finish(job, 'train');
  const run = await host.client.training.run({ runId });
  const [model] = await host.client.models.list();
  expect(run).toMatchObject({ state: 'finished', steps: 10, modelId: result.modelId, error: null });
  expect(run.trainImages + run.validationImages).toBe(12);
  expect(run.losses.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(run.previews.length).toBeGreaterThan(0);
  expect(model).toMatchObject({ id: result.modelId, inUse: true, labels: ['cell', 'crystal'] });
  const picture = await host.fetch(new Request(`http://127.0.0.1${run.previews[0]?.url}`));
  expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/png']);
});

test('a second run goes on from the model in use and is compared with it on the same images', async () => {
  const { patchSize, batchSize, validateEverySteps } = shortRun;
  const notices: RunNotice[] = [];
  const unlisten = host.context.events.listen((event) => {
    if (event.kind === 'notice') notices.push(event.notice);
  });
  const wishes = { steps: 5, config: { patchSize, batchSize, validateEverySteps } };
  const { runId, beginning, job } = await host.client.training.start(wishes);
  const { comparison, inUse, modelId } = await finish(job, 'train');
  unlisten();
  expect(beginning.reason).toEqual({ kind: 'goesOn', model: 'Model 1' });
  expect(notices).toEqual([]);
  const { config, validationImages, comparison: kept } = await host.client.training.run({ runId });
  expect(config).toMatchObject({
    initialModel: expect.stringMatching(/model\.onnx$/) as string,
    width: shortRun.width,
    depth: shortRun.depth,
  });
  expect(comparison?.images).toBe(validationImages);
  expect(kept).toEqual(comparison);
  const { previousDice = 0, newDice = 0, objects } = comparison ?? {};
  expect(config.separation === 'components').toBe(objects === undefined);
  const isDecided = objects !== undefined && objects.new !== objects.previous;
  expect(inUse).toBe(isDecided ? objects.new > objects.previous : newDice >= previousDice);
  const models = await host.client.models.list();
  expect(models.filter((model) => model.inUse)).toHaveLength(1);
  expect(models.map(({ id }) => id)).toContain(modelId);
});

test('a run whose worker is killed is interrupted, and goes on with steps in parts to its end', async () => {
  const config = { ...shortRun, checkpointEverySeconds: 0, batchSize: 4 };
  const { runId, job } = await host.client.training.start({ steps: 40, config });
  const killed = new Promise<void>((resolve) => {
    host.context.events.listen((event) => {
      if (event.kind === 'runLoss' && event.point.step === 12) resolve();
    });
  });
  await killed;
  process.kill(host.context.activeRuns.pid(runId) ?? 0, 'SIGKILL');
  const crashed = await host.context.jobs.finished(job.id);
  expect(crashed).toMatchObject({ state: 'failed', error: { code: 'WORKER_CRASHED' } });
  expect(await host.client.training.run({ runId })).toMatchObject({
    state: 'interrupted',
    error: expect.stringMatching(
      /^The system ended the training after step \d+, most often because memory ran out/,
    ) as string,
    remedy: { batchParts: 2 },
  });
  const refused = host.client.training.resume({ runId, config: { width: 8 } });
  await expect(refused).rejects.toThrow('"width" cannot change while a run goes on');
  await finish(await host.client.training.resume({ runId, config: { batchParts: 2 } }), 'train');
  const run = await host.client.training.run({ runId });
  expect(run).toMatchObject({ state: 'finished', steps: 40, error: null, remedy: null, config: { batchParts: 2 } });
  expect(run.losses.map(({ step }) => step)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
});

test('suggestions are stored, decided and exported', async () => {
  const unlabelled = (await host.client.images.list()).filter(isUnlabelled);
  const three = unlabelled.slice(0, 3).map(({ id }) => id);
  const predicted = await finish(await host.client.predict({ images: three }), 'predict');
  expect(predicted.images).toBe(3);
  const before = await host.client.project.summary();
  expect(before.suggestions).toBe(predicted.suggestions);
  const { count } = await host.client.edits.decideSuggestions({ decision: 'accepted', minScore: 0 });
  expect(count).toBe(predicted.suggestions);
  const exported = await finish(await host.client.export.coco({ folder: join(folder, 'coco') }), 'exportCoco');
  const after = await host.client.project.summary();
  expect(exported.objects).toBe(after.objects);
  const coco = JSON.parse(await readFile(exported.file, 'utf8')) as { annotations: unknown[]; categories: unknown[] };
  expect([coco.annotations.length, coco.categories.length]).toEqual([after.objects, 2]);
});

test('a model is evaluated on images that it never saw', async () => {
  const { report } = await finish(await host.client.models.evaluate({ split: 'test' }), 'evaluate');
  expect(report.images).toBe(10);
  expect(report.meanDice).toBeGreaterThanOrEqual(0);
  const inUse = (await host.client.models.list()).find((model) => model.inUse);
  expect(inUse?.evaluation).toEqual({ split: 'test', report });
});

test('no library of the workers leaves anything behind for its maker', async () => {
  const left = await readdir(folder);
  expect(left.filter((name) => name.startsWith('.'))).toEqual([]);
});
