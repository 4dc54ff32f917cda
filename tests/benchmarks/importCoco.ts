import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { cocoAnnotation, writeCoco } from '../../app/formats/coco/writeCoco.ts';
import type { PolygonGeometry } from '../../app/geometry/geometry.ts';
import { maskFromPolygon } from '../../app/geometry/rasterise.ts';
import { imageRecord } from '../fixtures/records.ts';
import { resultOf, withBenchHost } from './benchHost.ts';
import { circle } from './circle.ts';

const imageCount = 1000;
const objectsPerImage = 100;
const imageSize = { width: 640, height: 480 };
const nanosecondsPerMs = 1e6;

export interface CocoImportMeasurement {
  readonly name: string;
  readonly annotations: number;
  readonly fileMegabytes: number;
  /** From the wish to the last committed object. */
  readonly durationMs: number;
  readonly annotationsPerSecond: number;
  /** How long the host's event loop was held up meanwhile. */
  readonly longestBlockMs: number;
  readonly blockP99Ms: number;
}

/** Imports a COCO file of 100,000 objects on 1,000 images into a project, nine polygons to one run-length mask. */
export function benchCocoImport(): Promise<CocoImportMeasurement> {
  return withBenchHost(async (host, folder) => {
    const file = join(folder, 'annotations.json');
    const text = datasetText();
    await writeFile(file, text);
    const images = Array.from({ length: imageCount }, (_, index) => imageRecord(String(index), imageSize));
    host.context.projects.required().images.add(images);
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const start = performance.now();
    const result = await resultOf(host, await host.client.import.coco({ file }));
    const durationMs = performance.now() - start;
    delay.disable();
    if (result.kind !== 'importAnnotations' || result.refused.length + result.inPart.length > 0)
      throw new Error('The import is incomplete.');
    return {
      name: 'import a COCO file of 100,000 annotations',
      annotations: result.objects,
      fileMegabytes: text.length / 1e6,
      durationMs,
      annotationsPerSecond: result.objects / (durationMs / 1000),
      longestBlockMs: delay.max / nanosecondsPerMs,
      blockP99Ms: delay.percentile(99) / nanosecondsPerMs,
    };
  });
}

function datasetText(): string {
  const images = Array.from({ length: imageCount }, (_, index) => ({
    id: index + 1,
    file_name: `${index}.png`,
    ...imageSize,
    done: false,
  }));
  const annotations = images.flatMap(({ id: imageId }) =>
    Array.from({ length: objectsPerImage }, (_, index) => {
      const id = imageId * objectsPerImage + index;
      const outline = circle(30 + (id % 580), 30 + (id % 420), 20);
      const polygon: PolygonGeometry = { kind: 'polygon', parts: [{ outline, holes: [] }] };
      const mask = maskFromPolygon(polygon, imageSize);
      if (mask === null) throw new Error('an object has no pixel');
      const object = { id, imageId, categoryId: 1, geometry: index % 10 === 0 ? mask : polygon, isCrowd: false };
      return cocoAnnotation(object, mask, imageSize);
    }),
  );
  const info = { description: '', version: '', year: 2000, contributor: '', date_created: '' };
  return [...writeCoco(info, images, [{ id: 1, name: 'cell', supercategory: '' }], annotations)].join('');
}
