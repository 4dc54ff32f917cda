import { encodeCounts } from '../../app/geometry/counts.ts';
import { spansFromPolygon } from '../../app/geometry/rasterise.ts';
import { countsFromSpans, spansArea, spansBox } from '../../app/geometry/spans.ts';

/** Random ground truth and results for COCO evaluation, with everything that is easy to get wrong. */

export interface CocoCase {
  readonly truth: { readonly images: object[]; readonly categories: object[]; readonly annotations: object[] };
  readonly results: object[];
}

export interface CocoCaseOptions {
  readonly images: number;
  readonly categories: number;
  /** Means per image. */
  readonly truths: number;
  readonly detections: number;
  readonly width: number;
  readonly height: number;
}

/** Numbers from 0 up to 1 that are the same everywhere (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Categories of which the first has no object and the second no detection, crowds, tied scores, areas on the bounds of
 * the sizes, ids that are not in order, objects of no pixel, more detections than count, and masks in all three forms.
 */
export function cocoCase(seed: number, options: CocoCaseOptions): CocoCase {
  const random = randomNumbers(seed);
  const whole = (limit: number): number => Math.floor(random() * limit);
  const size = { width: options.width, height: options.height };
  const categories = Array.from({ length: options.categories }, (_, index) => ({
    id: (index * 7 + 3) % 101,
    name: `category ${index}`,
  }));
  const images = Array.from({ length: options.images }, (_, index) => ({
    id: ((index * 37) % options.images) * 3 + 1,
    file_name: `${index}.png`,
    ...size,
  }));
  const annotations: object[] = [];
  const results: object[] = [];
  const polygonAt = (x: number, y: number, radius: number): number[] => {
    const corners = 3 + whole(9);
    return Array.from({ length: corners }, (_, corner) => {
      const angle = (2 * Math.PI * corner) / corners;
      const reach = radius * (0.7 + 0.6 * random());
      return [x + reach * Math.cos(angle), y + reach * Math.sin(angle)].map((value) => Math.round(value * 4) / 4);
    }).flat();
  };
  const shapeOf = (polygon: number[], form: number) => {
    const spans = spansFromPolygon({ kind: 'polygon', parts: [{ outline: polygon, holes: [] }] }, size);
    const box = spansBox(spans);
    const counts = countsFromSpans(spans, { x: 0, y: 0, ...size });
    const rle = { size: [size.height, size.width], counts: form === 1 ? encodeCounts(counts) : counts };
    return {
      segmentation: form === 0 ? [polygon] : rle,
      bbox: box === null ? [0, 0, 0, 0] : [box.x, box.y, box.width, box.height],
      area: spansArea(spans),
    };
  };
  const amount = (mean: number): number => Math.round(mean * 2 * random());
  let nextId = 1;
  for (const image of images) {
    const objects: { polygon: number[]; radius: number; category: number }[] = [];
    for (let index = amount(options.truths); index > 0; index--) {
      const radius = 2 + random() ** 3 * 0.3 * Math.min(size.width, size.height);
      const polygon = polygonAt(whole(size.width), whole(size.height), radius);
      const object = { polygon, radius, category: 1 + whole(categories.length - 1) };
      objects.push(object);
      const isCrowd = random() < 0.1;
      const shape = shapeOf(polygon, isCrowd ? 2 : whole(2));
      const area = [shape.area, shape.area, 32 ** 2, 96 ** 2, 1e10, shape.area + 0.5][whole(6)];
      const category = categories[object.category] as { id: number };
      annotations.push({
        id: nextId++,
        image_id: image.id,
        category_id: category.id,
        ...shape,
        area,
        iscrowd: Number(isCrowd),
      });
    }
    for (let index = amount(options.detections); index > 0; index--) {
      const near = objects[whole(objects.length * 1.2)];
      const looseness = random() ** 2 * 0.5 * (near?.radius ?? 0);
      const polygon = near
        ? near.polygon.map((value) => value + (random() - 0.5) * looseness)
        : polygonAt(whole(size.width), whole(size.height), 2 + whole(60));
      const chosen = near !== undefined && random() < 0.85 ? near.category : whole(categories.length);
      // The second category has objects and no detection.
      const category = categories[chosen === 1 && categories.length > 2 ? 0 : chosen] as { id: number };
      const { segmentation, bbox } = shapeOf(polygon, 1);
      const score = random() < 0.5 ? Math.round(random() * 10) / 10 : random();
      results.push({ image_id: image.id, category_id: category.id, bbox, segmentation, score });
    }
  }
  return { truth: { images, categories, annotations }, results };
}
