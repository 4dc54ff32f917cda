import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, test } from 'vitest';
import type { DeviceMemory } from '../../app/contract/workerMessages.ts';
import type { ModelCard } from '../../app/training/modelCard.ts';
import { defaultTrainConfig } from '../../app/training/trainConfig.ts';
import { createJobHost } from '../../tests/fixtures/jobHost.ts';
import { annotationRecord, imageRecord, labelRecord } from '../../tests/fixtures/records.ts';
import type { ProjectStore } from '../store/projectStore.ts';
import { configFor, planFor, type ProjectPlan, type TrainingWishes } from './plannedTraining.ts';
import { readTrainingSet } from './trainingSet.ts';

const nothing: DeviceMemory = { findings: [], speeds: [] };
const card: DeviceMemory = {
  findings: [{ device: 'webgpu', works: true, faster: true, reason: 'It works.', fix: '', triedAt: 0 }],
  speeds: [],
};

it.each([
  ['auto', nothing, 16],
  ['auto', card, 32],
  ['cpu', card, 16],
  ['webgpu', nothing, 32],
] as const)('plans for %s by what is known of the machine, %j', async (device, known, width) => {
  const { project } = createJobHost();
  const empty = { labels: [], images: [], objectsByImage: new Map(), pointsLeftOut: 0 };
  expect((await planFor(project, empty, { device, config: {} }, known)).config.width).toBe(width);
});

test('plans by the size of pixels that images know', async () => {
  const { project } = createJobHost();
  project.labels.add([labelRecord('cell')]);
  for (const [id, yMm] of [
    ['a', 0.0005],
    ['b', 0.002],
  ] as const) {
    project.images.add([imageRecord(id, { split: 'train', pixelSpacing: { xMm: 0.0005, yMm } })]);
    project.annotations.add([annotationRecord(`object of ${id}`, id, 'cell')]);
  }
  const { choices } = await planOf(project);
  expect(choices.find(({ key }) => key === 'scaleRange')).toEqual({
    ...{ key: 'scaleRange', value: 0.9 },
    reason: { kind: 'differentSpacing', ratio: 2 },
  });
});

/** A grey image with one label, and a model in use that was trained with `settings`. */
function projectWithModel(settings: Partial<ModelCard['settings']>, change: Partial<ModelCard> = {}): ProjectStore {
  const { project } = createJobHost();
  project.images.add([imageRecord('a')]);
  project.labels.add([labelRecord('cell')]);
  project.annotations.add([annotationRecord('1', 'a', 'cell')]);
  project.models.add({
    ...{ id: 'm', runId: 'r', name: 'Model 1', createdAt: 1, architecture: 'unet', labels: ['cell'] },
    ...{ trainedOnImages: 1, trainedOnObjects: 1, validationDice: 0.5, byteSize: 1, datasetHash: 'd' },
  });
  project.models.use('m');
  const described: ModelCard = {
    ...{
      format: 'maskwright-model-1',
      architecture: 'unet',
      task: 'instances',
      separation: 'rims',
      leastContrast: 0.5,
      leastScore: 0,
    },
    labels: [{ id: 'cell', name: 'cell', colour: '#fff', smallestArea: 1 }],
    input: { name: 'image', channels: 1, multipleOf: 4, tileSize: 128 },
    output: { name: 'probabilities' },
    intensities: 'image',
    normalisation: { mean: [0], standardDeviation: [1] },
    trainedOn: { images: 1, objects: 1, datasetHash: 'd' },
    settings: { ...defaultTrainConfig, ...settings },
    metrics: {},
    createdAt: '',
    programVersion: '',
    ...change,
  };
  mkdirSync(project.models.folder('m'), { recursive: true });
  writeFileSync(join(project.models.folder('m'), 'card.json'), JSON.stringify(described));
  return project;
}

function planOf(project: ProjectStore, wishes: Partial<TrainingWishes> = {}): Promise<ProjectPlan> {
  return planFor(project, readTrainingSet(project), { device: 'cpu', config: {}, ...wishes }, nothing);
}

test('a training goes on from the model in use with what its card says it was trained with', async () => {
  const project = projectWithModel({ depth: 2, width: 8, normalisation: 'batch', gone: 1 });
  const plan = await planOf(project);
  const kept = { depth: 2, width: 8, normalisation: 'batch', separation: 'rims', intensities: 'image' };
  const initialModel = join(project.models.folder('m'), 'model.onnx');
  expect(plan).toMatchObject({
    beginning: { modelId: 'm', reason: { kind: 'goesOn', model: 'Model 1' } },
    config: { ...kept, initialModel, fromModel: null },
  });
  const config = { learningRate: 0.1 };
  expect(configFor(plan, { device: 'cpu', config })).toMatchObject({ ...kept, initialModel, learningRate: 0.1 });
});

test('where the wishes, the labels or the images make it unfit, a training begins afresh by the data and says why', async () => {
  const project = projectWithModel({ depth: 2, width: 8 });
  const unfit = await planOf(project, { config: { width: 12 } });
  expect(unfit).toMatchObject({
    beginning: { modelId: null, reason: { kind: 'parentSetting', model: 'Model 1', setting: 'width' } },
    config: { initialModel: null, depth: 3, separation: 'components', intensities: 'dataset' },
  });
  const reasonOf = async (of: ProjectStore, wishes: Partial<TrainingWishes> = {}) => {
    const { beginning, config } = await planOf(of, wishes);
    expect([config.initialModel, config.fromModel]).toEqual([null, null]);
    return beginning.reason.kind;
  };
  expect(await reasonOf(project, { beginWith: null })).toBe('beginsAfresh');
  expect(await reasonOf(project, { config: { initialModel: '/some/model.onnx' } })).toBe('ownBeginning');
  expect(await reasonOf(projectWithModel({}, { labels: [] }), { beginWith: 'm' })).toBe('parentLabels');
  const damaged = projectWithModel({});
  writeFileSync(join(damaged.models.folder('m'), 'card.json'), '{');
  expect(await reasonOf(damaged)).toBe('parentUnreadable');
  await expect(planOf(project, { beginWith: 'lost' })).rejects.toMatchObject({ code: 'NO_MODEL' });
});

test('a network that came from another program goes on whole', async () => {
  const project = projectWithModel({ patchSize: 192 }, { architecture: 'imported' });
  expect(await planOf(project)).toMatchObject({
    beginning: { modelId: 'm' },
    config: {
      fromModel: join(project.models.folder('m'), 'model.onnx'),
      ...{ initialModel: null, patchSize: 192, separation: 'rims' },
    },
  });
});
