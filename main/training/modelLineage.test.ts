import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { createJobHost } from '../../tests/fixtures/jobHost.ts';
import type { ProjectStore } from '../store/projectStore.ts';
import { modelLineage, settingChanges } from './modelLineage.ts';
import { originOf, recoverOrigins } from './runOrigin.ts';

const log = pino({ level: 'silent' });
const dataset = {
  labels: [{ name: 'cell' }, { name: 'crystal' }],
  images: [
    { id: 'a', split: 'train', objects: [{ classIndex: 1 }, { classIndex: 1 }, { classIndex: 2 }] },
    { id: 'b', split: 'train', objects: [{ classIndex: 1 }] },
    { id: 'c', split: 'val', objects: [{ classIndex: 2 }] },
  ],
};

let time = 0;

/** A finished run with its model. */
function addModel(project: ProjectStore, id: string, config: Record<string, unknown>): void {
  time++;
  project.runs.create({ id: `run-${id}`, startedAt: time, config, trainImages: 2, validationImages: 1 });
  project.runs.update(`run-${id}`, {
    state: 'finished',
    finishedAt: time + 0.5,
    steps: 40,
    device: 'cpu',
    modelId: id,
  });
  project.models.add({
    ...{ id, runId: `run-${id}`, name: `Model ${id}`, createdAt: time, architecture: 'unet' },
    ...{ labels: ['cell', 'crystal'], trainedOnImages: 2, trainedOnObjects: 4 },
    ...{ validationDice: 0.5, byteSize: 10, datasetHash: `data-${id}` },
  });
}

const fileOf = (project: ProjectStore, id: string): string => join(project.models.folder(id), 'model.onnx');

test('a model knows its parent, its objects and what was set otherwise, also when the parent is removed', () => {
  const { project } = createJobHost();
  addModel(project, 'first', { width: 16, minutes: 2 });
  project.origins.set('run-first', originOf(project, {}, dataset));
  const config = { width: 16, minutes: 5, flips: false, initialModel: fileOf(project, 'first') };
  addModel(project, 'second', config);
  project.origins.set('run-second', originOf(project, config, dataset));
  project.models.remove('first');

  const [second, first] = modelLineage(project);
  expect(second).toMatchObject({
    ...{ id: 'second', removedAt: null, datasetHash: 'data-second', validationImages: 1 },
    parent: { kind: 'model', modelId: 'first' },
    run: { state: 'finished', steps: 40, device: 'cpu' },
    labels: [
      { name: 'cell', objects: 3 },
      { name: 'crystal', objects: 1 },
    ],
    settings: {
      comparedWith: 'parent',
      changes: [
        { key: 'minutes', from: 2, to: 5 },
        { key: 'flips', from: true, to: false },
      ],
    },
  });
  expect(first).toMatchObject({
    ...{ id: 'first', name: 'Model first', parent: { kind: 'none' }, inUse: false },
    settings: { comparedWith: 'defaults', changes: [{ key: 'minutes', from: 5, to: 2 }] },
  });
  expect(first?.removedAt).toBeGreaterThan(0);
  expect(project.origins.imagesOf('run-second')).toEqual({ train: ['a', 'b'], validation: ['c'] });
});

test('models of older projects show what their run folders still tell, and say what is not known', async () => {
  const { project } = createJobHost();
  const moved = '/elsewhere/project/models/old/model.onnx';
  addModel(project, 'old', {});
  addModel(project, 'child', { initialModel: moved });
  addModel(project, 'lost', {});
  addModel(project, 'damaged', {});
  addModel(project, 'orphan', { initialModel: '/elsewhere/models/20251121-014312/model.onnx' });
  addModel(project, 'foreign', { weightsFile: '/elsewhere/encoder.safetensors' });
  for (const id of ['old', 'child', 'damaged', 'orphan', 'foreign']) {
    const folder = project.runs.folder(`run-${id}`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'dataset.json'), id === 'damaged' ? '{"labels": 3' : JSON.stringify(dataset));
  }
  await recoverOrigins(log, project);
  const seen = modelLineage(project).map(({ id, parent, labels }) => [id, parent, labels?.length ?? null]);
  expect(seen).toEqual([
    ['foreign', { kind: 'file', name: 'encoder.safetensors' }, 2],
    ['orphan', { kind: 'model', modelId: '20251121-014312' }, 2],
    ['damaged', { kind: 'unknown' }, null],
    ['lost', { kind: 'unknown' }, null],
    ['child', { kind: 'model', modelId: 'old' }, 2],
    ['old', { kind: 'none' }, 2],
  ]);
});

test('what a run copied into its folder does not pass for where it came from', async () => {
  const { project } = createJobHost();
  const folder = project.runs.folder('run-imported');
  addModel(project, 'imported', { fromModel: join(folder, 'imported.onnx') });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'dataset.json'), JSON.stringify(dataset));
  await recoverOrigins(log, project);
  expect(modelLineage(project)[0]?.parent).toEqual({ kind: 'unknown' });
});

test('settings that one side did not know yet count as their defaults, and where it ran is no difference', () => {
  expect(settingChanges({ device: 'cpu' }, { device: 'cuda', width: 16 })).toEqual([]);
  expect(settingChanges({ invented: 1 }, {})).toEqual([{ key: 'invented', from: 1, to: null }]);
});
