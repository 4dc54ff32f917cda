import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { SampleTruth } from '../../app/contract/sampleTruth.ts';
import { newLabel } from '../../app/model/defaultLabels.ts';
import type { AnnotationRecord, ImageRecord, LabelRecord, Split } from '../../app/model/records.ts';
import type { HostContext } from '../host/hostContext.ts';
import { cacheFolderOf } from '../media/cacheFolder.ts';
import { workerEntry } from '../processes/workerEntry.ts';
import type { ProjectStore } from '../store/projectStore.ts';

const imageCount = 60;
const seed = 7;
const labelNames = ['cell', 'crystal'];

/** What the newcomer finds: a few images labelled to train on, some kept for testing, the rest to be done. */
const plan: readonly { readonly images: number; readonly split: Split | null; readonly labelled: boolean }[] = [
  { images: 12, split: null, labelled: true },
  { images: 10, split: 'test', labelled: true },
  { images: imageCount - 22, split: null, labelled: false },
];

/** Exact objects of every sample image, for the demonstration that corrects suggestions without a person. */
export async function readSampleTruth(project: ProjectStore): Promise<SampleTruth> {
  return JSON.parse(await readFile(join(project.folder, 'images', 'truth.json'), 'utf8')) as SampleTruth;
}

/** Draws about 60 microscope-like images into a new project and labels a few of them exactly. */
export async function createSampleProject(context: HostContext, folder: string): Promise<ProjectStore> {
  const project = await context.projects.create(folder, 'Sample: cells and crystals');
  const imagesFolder = join(project.folder, 'images');
  const drawing = [workerEntry('sample'), imagesFolder, String(imageCount), String(seed)];
  await promisify(execFile)(process.execPath, drawing);

  const labels = labelNames.reduce<LabelRecord[]>((known, name) => [...known, newLabel(randomUUID(), name, known)], []);
  const roles = plan.flatMap((part) => Array.from({ length: part.images }, () => part));
  const truth = await readSampleTruth(project);
  const images = await Promise.all(
    truth.map(({ name }, index) => sampleImage(context, project.folder, name, roles[index]?.split ?? null)),
  );
  const annotations = truth.flatMap(({ objects }, index) => {
    const image = images[index];
    if (!image || !roles[index]?.labelled) return [];
    return objects.map((object) => sampleAnnotation(image, labels, object));
  });

  project.transaction(() => {
    project.labels.add(labels);
    project.images.add(images);
    project.annotations.add(annotations);
  });
  context.events.publish({ kind: 'imagesChanged', imageIds: null });
  context.events.publish({ kind: 'labelsChanged' });
  context.events.publish({ kind: 'project', project: project.summary() });
  return project;
}

async function sampleImage(
  context: HostContext,
  projectFolder: string,
  name: string,
  split: Split | null,
): Promise<ImageRecord> {
  const probed = await context.imageWorkers.probe(join(projectFolder, 'images', name), {
    cacheFolder: cacheFolderOf(projectFolder),
  });
  return {
    id: randomUUID(),
    name,
    path: `images/${name}`,
    storage: 'copied',
    ...probed,
    split,
    review: split === 'test' ? 'done' : 'open',
    displayWindow: null,
    tags: [],
    importedAt: Date.now(),
  };
}

function sampleAnnotation(
  image: ImageRecord,
  labels: readonly LabelRecord[],
  { label, geometry }: SampleTruth[number]['objects'][number],
): AnnotationRecord {
  const labelId = labels.find(({ name }) => name === label)?.id;
  if (labelId === undefined) throw new Error(`The sample has no label ${label}`);
  const now = Date.now();
  return {
    id: randomUUID(),
    imageId: image.id,
    labelId,
    geometry,
    source: { kind: 'import', file: 'truth.json' },
    score: null,
    status: 'accepted',
    isCrowd: false,
    attributes: {},
    groupId: null,
    createdAt: now,
    updatedAt: now,
  };
}
