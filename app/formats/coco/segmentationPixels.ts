import * as v from 'valibot';
import { decodeCounts } from '../../geometry/counts.ts';
import type { Ring } from '../../geometry/geometry.ts';
import type { ImageSize } from '../../geometry/imageSize.ts';
import { spansFromPolygon } from '../../geometry/rasterise.ts';
import { type Spans, spansFromCounts } from '../../geometry/spans.ts';
import { cocoRle } from './cocoSchema.ts';
import { openRing, polygonObstacle, textOfBytes } from './readSegmentation.ts';

/**
 * The pixels of COCO's `segmentation`: polygons, compressed or plain run lengths over the whole image. There may be none.
 * Throws a `RangeError` that says what is wrong, with every part that is: a mask without one of its parts is another.
 */
export function segmentationPixels(segmentation: unknown, size: ImageSize): Spans {
  if (segmentation === undefined || segmentation === null) throw new RangeError('it has no segmentation');
  if (Array.isArray(segmentation)) return polygonPixels(segmentation, size);
  const rle = v.safeParse(cocoRle, segmentation);
  if (!rle.success) throw new RangeError('its segmentation is neither polygons nor run lengths');
  const [height, width] = rle.output.size;
  if (height !== size.height || width !== size.width) {
    throw new RangeError(`its mask is ${width} x ${height} pixels, the image ${size.width} x ${size.height}`);
  }
  const { counts } = rle.output;
  const runs = typeof counts === 'string' ? decodeCounts(textOfBytes(counts)) : counts;
  const wrong = runs.find((count) => !Number.isSafeInteger(count) || count < 0);
  if (wrong !== undefined) throw new RangeError(`a run length is ${wrong}, which is no whole number from 0 up`);
  return spansFromCounts(runs, { x: 0, y: 0, ...size });
}

function polygonPixels(polygons: readonly unknown[], size: ImageSize): Spans {
  if (polygons.length === 0) throw new RangeError('it has only a box: its segmentation is empty');
  const parts = polygons.map((numbers) => {
    const obstacle = polygonObstacle(numbers);
    if (obstacle !== null) throw new RangeError(`one of its polygons ${obstacle}`);
    return { outline: openRing(numbers as number[]), holes: [] };
  });
  const columns = parts.reduce((sum, { outline }) => sum + columnsPassed(outline, size.width), 0);
  if (columns > MOST_COLUMNS)
    throw new RangeError('its polygons go to and fro over the image too often to be an outline');
  return spansFromPolygon({ kind: 'polygon', parts }, size);
}

/** Far beyond real outlines, and filling takes memory in proportion. */
const MOST_COLUMNS = 2e7;

/** Columns of the image that the edges pass, each as often as it is passed. */
function columnsPassed(ring: Ring, width: number): number {
  const inside = (x: number): number => Math.min(Math.max(x, 0), width);
  let columns = 0;
  let before = inside(ring[ring.length - 2] as number);
  for (let index = 0; index < ring.length; index += 2) {
    const x = inside(ring[index] as number);
    columns += Math.abs(x - before);
    before = x;
  }
  return columns;
}
