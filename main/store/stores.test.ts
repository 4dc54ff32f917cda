import { existsSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { isLabelled, reviewStates } from '../../app/model/imageReview.ts';
import { annotationRecord, imageRecord, labelRecord, noCounts } from '../../tests/fixtures/records.ts';
import { refusal } from '../../tests/fixtures/refusal.ts';
import { temporaryFolder } from '../../tests/fixtures/temporaryFolder.ts';
import { changedSinceBackup, newestBackup } from './backups.ts';
import type { NewModel } from './modelStore.ts';
import { networkDrive } from './networkDrive.ts';
import { createProjectStore, openProjectStore, type ProjectStore } from './projectStore.ts';

test('images are listed in natural order with the counts of their objects', () => {
  const store = emptyProject();
  store.images.add(['scan 10', 'scan 9', 'a/scan 1'].map((name) => imageRecord(name, { name })));
  store.labels.add([labelRecord('l')]);
  store.annotations.add([
    annotationRecord('1', 'scan 9', 'l', { updatedAt: 5 }),
    annotationRecord('2', 'scan 9', 'l', { status: 'suggested', score: 0.25, updatedAt: 9 }),
    annotationRecord('3', 'scan 9', 'l', { status: 'suggested', score: 0.875 }),
    annotationRecord('4', 'scan 9', 'l', { status: 'rejected', score: 0.99, updatedAt: 7 }),
  ]);
  const counts = {
    ...{ accepted: 1, areas: 1, suggested: 2, topScore: 0.875, lowestScore: 0.25, uncertainty: 0.375 },
    ...{ editedAt: 7, openComments: 0 },
  };
  expect(store.images.list()).toEqual([
    { ...imageRecord('a/scan 1', { name: 'a/scan 1' }), ...noCounts },
    { ...imageRecord('scan 9', { name: 'scan 9' }), ...counts },
    { ...imageRecord('scan 10', { name: 'scan 10' }), ...noCounts },
  ]);
  expect(store.images.counts(['scan 9', 'scan 10'])).toEqual({ 'scan 9': counts, 'scan 10': noCounts });
  expect(store.images.withLabel('l')).toEqual({ 'scan 9': 3 });
  expect(store.summary()).toMatchObject({ images: 3, labelled: 1 });

  store.images.markDone(['scan 10']);
  expect(store.images.list().map(({ name, review }) => [name, review])).toEqual([
    ['a/scan 1', 'open'],
    ['scan 9', 'open'],
    ['scan 10', 'done'],
  ]);
  expect(store.summary()).toMatchObject({ images: 3, labelled: 2, objects: 1, suggestions: 2 });
  expect(store.annotations.ofImage('scan 9').map(({ id }) => id)).toEqual(['1', '2', '3']);
  expect(store.images.findByHash('hash of scan 10')?.id).toBe('scan 10');
  expect(store.images.findByName('scan 11')).toBeNull();
  expect(store.images.absolutePath(imageRecord('x'))).toBe(join(store.folder, 'images', 'x.png'));
  expect(refusal(() => store.images.get('gone')).code).toBe('NOT_FOUND');
});

test('an import says of images that they are done, but not of those that a reviewer has accepted', () => {
  const store = emptyProject();
  store.images.add(reviewStates.map((review) => imageRecord(review, { review })));
  store.images.markDone(reviewStates);
  expect(store.images.list().map(({ id, review }) => [id, review])).toEqual(
    [...reviewStates].sort().map((id) => [id, id === 'accepted' ? 'accepted' : 'done']),
  );
});

test('labelled images are those that are ground truth', () => {
  const store = emptyProject();
  const records = reviewStates.flatMap((review) =>
    ['none', 'area', 'points'].map((has) => imageRecord(`${review} ${has}`, { review })),
  );
  store.images.add(records);
  store.labels.add([labelRecord('l')]);
  store.annotations.add(
    records.filter(({ id }) => id.endsWith('area')).map(({ id }) => annotationRecord(`of ${id}`, id, 'l')),
  );
  const geometry = { kind: 'points', points: [1, 2] } as const;
  store.annotations.add(
    records
      .filter(({ id }) => id.endsWith('points'))
      .map(({ id }) => annotationRecord(`of ${id}`, id, 'l', { geometry })),
  );
  expect(store.summary().labelled).toBe(store.images.list().filter(isLabelled).length);
});

test('new suggestions replace the undecided ones alone, and nothing of a refused set is kept', () => {
  const store = emptyProject();
  store.images.add([imageRecord('i'), imageRecord('j')]);
  store.labels.add([labelRecord('l')]);
  const suggestion = (id: string, imageId = 'i') =>
    annotationRecord(id, imageId, 'l', { status: 'suggested', score: 0.5 });
  store.annotations.add([annotationRecord('kept', 'i', 'l'), suggestion('old'), suggestion('other', 'j')]);
  store.annotations.replaceSuggestions('i', [suggestion('new')]);
  const broken = annotationRecord('broken', 'i', 'l', { geometry: { kind: 'polygon', parts: [] } });
  expect(refusal(() => store.annotations.replaceSuggestions('i', [suggestion('newer'), broken])).code).toBe(
    'INVALID_INPUT',
  );
  expect(store.annotations.ofImage('i').map(({ id }) => id)).toEqual(['kept', 'new']);
  expect(store.annotations.counts()).toEqual({ accepted: 1, suggested: 2, rejected: 0 });
});

test('ground truth is read while the project is written to', () => {
  const store = emptyProject();
  store.images.add([imageRecord('i'), imageRecord('j')]);
  store.labels.add([labelRecord('l')]);
  store.annotations.add(['i', 'j'].map((imageId) => annotationRecord(`of ${imageId}`, imageId, 'l')));
  const seen: string[] = [];
  for (const { id } of store.annotations.accepted()) {
    seen.push(id);
    store.labels.setCategoryId('l', seen.length);
  }
  expect(seen).toEqual(['of i', 'of j']);
  expect([...store.annotations.accepted(['j'])].map(({ id }) => id)).toEqual(['of j']);
});

test('numbers in exports are given once and stay, and imported ones are kept where they are free', () => {
  const store = emptyProject();
  expect(store.exportIds.reserve('image', 'b', 7)).toBe(true);
  expect(store.exportIds.idsFor('image', ['a', 'b', 'c'])).toEqual(
    new Map([
      ['a', 8],
      ['b', 7],
      ['c', 9],
    ]),
  );
  expect(store.exportIds.idsFor('image', ['c', 'd', 'a'])).toEqual(
    new Map([
      ['c', 9],
      ['d', 10],
      ['a', 8],
    ]),
  );
  expect(store.exportIds.idsFor('category', ['a'])).toEqual(new Map([['a', 1]]));
  expect([store.exportIds.reserve('image', 'e', 7), store.exportIds.reserve('image', 'b', 7)]).toEqual([false, true]);
});

test('a run keeps its curves, and one that was running when the program ended is interrupted', () => {
  const store = emptyProject();
  const run = { id: 'r', startedAt: 5, config: { seed: 1 }, trainImages: 4, validationImages: 2 };
  store.runs.create({ ...run, id: 'earlier', startedAt: 1 });
  expect(store.runs.create(run).state).toBe('running');
  const loss = { step: 1, loss: 0.5, learningRate: 0.001, stepMs: 400, dataWaitMs: 2 };
  store.runs.addLoss('r', { ...loss, loss: 9 });
  store.runs.addLoss('r', loss);
  const dicePerLabel = { cell: 0.75, crystal: null };
  const objects = { mean: 0.5, atHalf: 0.625 };
  const validation = { step: 1, loss: 0.4, dice: 0.75, dicePerLabel, objects, best: true };
  store.runs.addValidation('r', validation);
  const preview = store.runs.addPreview('r', { step: 1, imageId: 'i', file: 'step 1.png' });
  expect(preview.url).toBe('/runs/r/previews/step%201.png');
  const trials = [{ device: 'webgpu', usable: false, reason: 'no adapter' }] as const;
  const remedy = { learningRate: 0.0005 };
  const config = { seed: 2 };
  store.runs.update('r', { device: 'cpu', trials, steps: 1, bestDice: 0.75, remedy, config });
  store.runs.update('earlier', { state: 'finished', finishedAt: 2, modelId: 'm' });

  const again = reopened(store);
  expect(again.runs.list().map(({ id, state }) => [id, state])).toEqual([
    ['r', 'interrupted'],
    ['earlier', 'finished'],
  ]);
  expect(again.runs.interruptedRuns().map(({ id }) => id)).toEqual(['r']);
  expect(again.runs.details('r')).toEqual({
    ...run,
    config,
    state: 'interrupted',
    finishedAt: null,
    device: 'cpu',
    trials,
    steps: 1,
    bestDice: 0.75,
    modelId: null,
    comparison: null,
    error: null,
    remedy,
    losses: [loss],
    validations: [validation],
    previews: [preview],
  });
  expect(refusal(() => again.runs.details('gone')).code).toBe('NOT_FOUND');
});

test('a run that goes on from a checkpoint forgets what came after it', () => {
  const { runs } = emptyProject();
  runs.create({ id: 'r', startedAt: 5, config: {}, trainImages: 4, validationImages: 2 });
  for (const step of [10, 20, 30]) {
    runs.addLoss('r', { step, loss: 1 / step, learningRate: 0.001, stepMs: 400, dataWaitMs: 2 });
    runs.addValidation('r', {
      step,
      loss: 1 / step,
      dice: step / 100,
      dicePerLabel: {},
      objects: null,
      best: step !== 20,
    });
    runs.addPreview('r', { step, imageId: 'i', file: `${step}.png` });
  }
  runs.update('r', { steps: 30, bestDice: 0.3 });
  expect(runs.goBackTo('r', 20)).toMatchObject({ steps: 10, bestDice: 0.1 });
  const { losses, validations, previews } = runs.details('r');
  expect([losses, validations, previews].map((points) => points.map(({ step }) => step))).toEqual([
    [10, 20],
    [10, 20],
    [10, 20],
  ]);
  expect(runs.goBackTo('r', 0)).toMatchObject({ steps: 0, bestDice: null });
});

test('what a comparison of models has shown is kept', () => {
  const store = emptyProject();
  store.runs.create({ id: 'r', startedAt: 5, config: {}, trainImages: 4, validationImages: 2 });
  const comparison = { previousModelId: 'm', previousDice: 0.7, newDice: 0.8, images: 5 };
  store.runs.update('r', { comparison });
  expect(reopened(store).runs.details('r').comparison).toEqual(comparison);
});

test('one model is in use, and a newer one does not take its place by itself', () => {
  const store = emptyProject();
  expect(refusal(() => store.models.get('latest')).code).toBe('NO_MODEL');
  const model: Omit<NewModel, 'datasetHash'> = {
    id: 'm1',
    runId: 'r',
    name: 'Model 1',
    createdAt: 1,
    architecture: 'unet',
    labels: ['cell'],
    trainedOnImages: 3,
    trainedOnObjects: 12,
    validationDice: 0.5,
    byteSize: 1000,
  };
  const datasetHash = 'hash';
  store.models.add({ ...model, datasetHash });
  store.models.add({ ...model, datasetHash, id: 'm2', createdAt: 2, validationDice: null });
  expect(store.models.get('latest').id).toBe('m2');
  store.models.use('m1');
  expect(store.models.get('latest')).toEqual({
    ...model,
    note: '',
    evaluation: null,
    inUse: true,
    folder: join(store.folder, 'models', 'm1'),
  });
  expect(refusal(() => store.models.use('gone')).code).toBe('NO_MODEL');
  expect(store.models.list().map(({ id, inUse }) => [id, inUse])).toEqual([
    ['m2', false],
    ['m1', true],
  ]);
  const instances = { truths: 1, predictions: 1, matched: 1, precision: 1, recall: 1, f1: 1, accuracy: 1 };
  const report = {
    images: 1,
    dicePerLabel: { cell: 0.5 },
    iouPerLabel: { cell: 0.4 },
    meanDice: 0.5,
    meanIou: 0.4,
    pixelAccuracy: null,
    instances: { ...instances, meanAccuracy: null, averagePrecision50: 1, averagePrecision: null },
    details: null,
  };
  const { details: _details, ...before } = report;
  const { meanAccuracy: _meanAccuracy, ...fewer } = report.instances;
  // As versions before the details stored it; and as nobody stores it.
  store.models.setEvaluation('m1', 'val', { ...before, instances: fewer } as typeof report);
  expect(store.models.get('m1').evaluation).toEqual({ split: 'val', report });
  store.models.setEvaluation('m1', 'test', { ...report, images: -1 });
  expect(store.models.get('m1').evaluation).toBeNull();
  store.models.describe('m1', { note: 'Found the small ones' });
  store.models.describe('m1', { name: 'Before the new stain' });
  expect(store.models.get('m1')).toMatchObject({ name: 'Before the new stain', note: 'Found the small ones' });
  store.models.remove('m1');
  expect(store.models.list().map(({ id }) => id)).toEqual(['m2']);
  expect(refusal(() => store.models.use('m1')).code).toBe('NO_MODEL');
  expect(refusal(() => store.models.remove('m1')).code).toBe('NO_MODEL');
  expect(store.models.get('latest')).toMatchObject({ id: 'm2', inUse: false });
  const known = reopened(store).models.known();
  expect(known.map(({ id, name, removedAt }) => [id, name, removedAt !== null])).toEqual([
    ['m2', 'Model 1', false],
    ['m1', 'Before the new stain', true],
  ]);
});

test('a backup is due once something has changed, and five are kept', async () => {
  const store = emptyProject();
  expect([changedSinceBackup(store.folder), newestBackup(store.folder)]).toEqual([true, null]);
  const first = await store.backup();
  store.close();
  expect(changedSinceBackup(store.folder)).toBe(false);

  const again = reopened(store);
  again.labels.add([labelRecord('l')]);
  again.close();
  expect(changedSinceBackup(store.folder)).toBe(true);

  const leaving = join(store.folder, 'backups', '2020-01-01.sqlite.new');
  writeFileSync(leaving, 'half a copy');
  const last = reopened(again);
  expect(existsSync(leaving)).toBe(false);
  const backups: string[] = [];
  for (let index = 0; index < 5; index++) backups.push(await last.backup());
  expect([existsSync(first), ...backups.map((file) => existsSync(file))]).toEqual([
    false,
    true,
    true,
    true,
    true,
    true,
  ]);
  expect(newestBackup(store.folder)).toBe(backups.at(-1));
  const future = new Date(Date.now() + 60_000);
  utimesSync(String(backups.at(-1)), future, future);
  expect(changedSinceBackup(store.folder)).toBe(false);
});

test('a drive of this machine is not taken for a shared one', () => {
  expect(networkDrive(temporaryFolder())).toBeNull();
});

function emptyProject(): ProjectStore {
  const store = createProjectStore(join(temporaryFolder(), 'project'), 'Stores');
  onTestFinished(() => store.close());
  return store;
}

function reopened(store: ProjectStore): ProjectStore {
  store.close();
  const again = openProjectStore(store.folder);
  onTestFinished(() => again.close());
  return again;
}
