import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { createProjectStore, openProjectStore } from '../../main/store/projectStore.ts';
import { annotationRecord, imageRecord, labelRecord } from '../fixtures/records.ts';

const imageCount = 1000;
const objectsPerImage = 100;
const outlineVertices = 40;
const rounds = 5;

export interface OpenProjectMeasurement {
  readonly name: string;
  readonly annotations: number;
  /** Medians of five openings. `openMs` checks the whole file; `readyMs` is opening, listing and the first image. */
  readonly openMs: number;
  readonly listMs: number;
  readonly openImageMs: number;
  readonly readyMs: number;
  /** Adding all annotations in one transaction, once. */
  readonly addMs: number;
}

/** Opens a project with 100,000 polygons on 1,000 images, lists its images and opens one of them. */
export function benchOpenProject(): OpenProjectMeasurement {
  const folder = mkdtempSync(join(tmpdir(), 'maskwright-bench-'));
  try {
    const project = join(folder, 'project');
    const addMs = fillProject(project);
    const openings = Array.from({ length: rounds }, () => measureOpening(project));
    const medianOf = (field: keyof Opening): number => median(openings.map((opening) => opening[field]));
    return {
      name: 'open a project with 100,000 annotations',
      annotations: imageCount * objectsPerImage,
      openMs: medianOf('openMs'),
      listMs: medianOf('listMs'),
      openImageMs: medianOf('openImageMs'),
      readyMs: medianOf('readyMs'),
      addMs,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Opening {
  readonly openMs: number;
  readonly listMs: number;
  readonly openImageMs: number;
  readonly readyMs: number;
}

function measureOpening(folder: string): Opening {
  const start = performance.now();
  const store = openProjectStore(folder);
  const opened = performance.now();
  const images = store.images.list();
  const listed = performance.now();
  const objects = store.annotations.ofImage(images[0]?.id ?? '');
  const shown = performance.now();
  store.close();
  if (objects.length !== objectsPerImage) throw new Error(`the image has ${objects.length} objects`);
  return { openMs: opened - start, listMs: listed - opened, openImageMs: shown - listed, readyMs: shown - start };
}

function fillProject(folder: string): number {
  const store = createProjectStore(folder, 'Benchmark');
  store.images.add(Array.from({ length: imageCount }, (_, index) => imageRecord(`image ${index}`)));
  store.labels.add([labelRecord('cell')]);
  const annotations = Array.from({ length: imageCount * objectsPerImage }, (_, index) =>
    annotationRecord(`object ${index}`, `image ${index % imageCount}`, 'cell', {
      geometry: { kind: 'polygon', parts: [{ outline: outline(index), holes: [] }] },
    }),
  );
  const start = performance.now();
  store.annotations.add(annotations);
  const addMs = performance.now() - start;
  store.close();
  return addMs;
}

/** A circle of 20 pixels with vertices at tenths of a pixel. */
function outline(index: number): number[] {
  const [x, y] = [30 + (index % 580), 30 + (index % 420)];
  return Array.from({ length: outlineVertices }, (_, vertex) => {
    const angle = (2 * Math.PI * vertex) / outlineVertices;
    return [round(x + 20 * Math.cos(angle)), round(y + 20 * Math.sin(angle))];
  }).flat();
}

const round = (value: number): number => Math.round(value * 10) / 10;

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;
