import { performance } from 'node:perf_hooks';
import { cocoAnnotation, writeCoco } from '../../app/formats/coco/writeCoco.ts';
import { readCoco } from '../../app/formats/coco/readCoco.ts';
import { bitmapFromMask, maskFromBitmap } from '../../app/geometry/bitmap.ts';
import type { PolygonGeometry } from '../../app/geometry/geometry.ts';
import { maskFromPolygon } from '../../app/geometry/rasterise.ts';

const imageCount = 1000;
const objectsPerImage = 100;
const imageSize = { width: 640, height: 480 };
const outlineVertices = 40;
const maskSize = 2048;
const rounds = 5;

export interface CocoImportMeasurement {
  readonly name: string;
  readonly annotations: number;
  readonly megabytes: number;
  /** Parsing the JSON, and reading every row into a shape with its pixels; one run. */
  readonly parseMs: number;
  readonly readMs: number;
  readonly annotationsPerSecond: number;
}

/** Reads a COCO file of 100,000 objects on 1,000 images, nine polygons to one run-length mask. */
export function benchCocoImport(): CocoImportMeasurement {
  const text = datasetText();
  const known = Array.from({ length: imageCount }, (_, index) => ({
    id: `${index}`,
    name: `${index}.png`,
    ...imageSize,
  }));
  const start = performance.now();
  const json: unknown = JSON.parse(text);
  const parsed = performance.now();
  const { objects, refusals } = readCoco(json, known);
  const end = performance.now();
  if (refusals.length > 0) throw new Error(`${refusals[0]?.item}: ${refusals[0]?.reason}`);
  return {
    name: 'read a COCO file of 100,000 annotations',
    annotations: objects.length,
    megabytes: text.length / 1e6,
    parseMs: parsed - start,
    readMs: end - parsed,
    annotationsPerSecond: objects.length / ((end - start) / 1000),
  };
}

export interface RleCodingMeasurement {
  readonly name: string;
  readonly textLength: number;
  /** Medians: pixels to compressed text, and back. */
  readonly encodeMs: number;
  readonly decodeMs: number;
}

/** Codes a mask of 2048 x 2048 pixels: 1,024 round objects with holes. */
export function benchRleCoding(): RleCodingMeasurement {
  const size = { width: maskSize, height: maskSize };
  const parts = Array.from({ length: 1024 }, (_, index) => {
    const centre = [32 + 64 * (index % 32), 32 + 64 * Math.floor(index / 32)] as const;
    return { outline: circle(...centre, 30), holes: [circle(...centre, 12)] };
  });
  const drawn = maskFromPolygon({ kind: 'polygon', parts }, size);
  if (drawn === null) throw new Error('the mask is empty');
  const bitmap = bitmapFromMask(drawn);
  const encodeMs = medianMs(() => void maskFromBitmap(bitmap));
  const decodeMs = medianMs(() => void bitmapFromMask(drawn));
  return { name: 'code a mask of 2048 x 2048 pixels', textLength: drawn.counts.length, encodeMs, decodeMs };
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

function circle(x: number, y: number, radius: number): number[] {
  return Array.from({ length: outlineVertices }, (_, vertex) => {
    const angle = (2 * Math.PI * vertex) / outlineVertices;
    return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
  }).flat();
}

function medianMs(work: () => void): number {
  const times = Array.from({ length: rounds }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return times.toSorted((a, b) => a - b)[rounds >> 1] ?? NaN;
}
