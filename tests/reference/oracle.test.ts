import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { readPanopticFile } from '../../app/formats/coco/panopticFile.ts';
import { segmentationPixels } from '../../app/formats/coco/segmentationPixels.ts';
import { encodeCounts } from '../../app/geometry/counts.ts';
import { countsFromSpans, spansArea, spansBox } from '../../app/geometry/spans.ts';
import { boundaryIou, boundaryWidth, outlinePixels, pixelIou } from '../../app/metrics/maskOverlap.ts';
import { scorePanoptic } from '../../main/jobs/scorePanoptic.ts';
import { createImageHost } from '../fixtures/imageHost.ts';
import { temporaryFolder } from '../fixtures/temporaryFolder.ts';

const shared = fileURLToPath(new URL('../../../shared/data/', import.meta.url));
const isThere = existsSync(shared);
if (!isThere) process.stderr.write('The sample data are absent: comparisons with reference values are skipped.\n');

const read = (path: string): unknown => JSON.parse(readFileSync(`${shared}${path}`, 'utf8'));
const sample = 'fixtures/coco_panoptic/panopticapi_sample_data';

interface BoundaryCase {
  readonly d: number;
  readonly iou: number;
  readonly boundary_iou: number;
  readonly bpx_a: number;
  readonly bpx_b: number;
}
interface PanopticOracle {
  readonly segments: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly boundary_iou: Readonly<Record<string, BoundaryCase>>;
}
interface Group {
  readonly pq: number;
  readonly sq: number;
  readonly rq: number;
  readonly n: number;
}

describe.skipIf(!isThere)('values of reference tools (skipped where the sample data are absent)', () => {
  const oracle = isThere ? (read('oracle/panoptic_boundary.json') as PanopticOracle) : null;

  it('polygons cover the pixels that pycocotools fills', () => {
    const { polygons } = read('oracle/coco_rle_edge.json') as {
      polygons: {
        name: string;
        h: number;
        w: number;
        polygons: number[][];
        counts: string;
        area: number;
        bbox: number[];
      }[];
    };
    const usable = polygons.filter((entry) => entry.polygons.every(({ length }) => length >= 6));
    expect(usable.length).toBeGreaterThan(20);
    for (const { name, h, w, polygons: parts, counts, area, bbox } of usable) {
      const spans = segmentationPixels(parts, { width: w, height: h });
      const box = spansBox(spans);
      expect({
        name,
        counts: encodeCounts(countsFromSpans(spans, { x: 0, y: 0, width: w, height: h })),
        area: spansArea(spans),
        bbox: box === null ? [0, 0, 0, 0] : [box.x, box.y, box.width, box.height],
      }).toEqual({ name, counts, area, bbox });
    }
  });

  it.each([0, 1, 3, 8, 20])('boundary IoU of the rectangle moved by %i', (shift) => {
    const size = { width: 300, height: 200 };
    const outlined = (x: number) =>
      outlinePixels(segmentationPixels([[x, 50, x + 180, 50, x + 180, 150, x, 150]], size), size);
    const [a, b] = [outlined(50), outlined(50 + shift)];
    const expected = oracle?.boundary_iou[`rect200x300_shift${shift}`];
    expect({
      d: boundaryWidth(size),
      iou: pixelIou(a, b, false),
      boundary_iou: pixelIou(a.boundary, b.boundary, false),
      bpx_a: a.boundary.area,
      bpx_b: b.boundary.area,
    }).toEqual(expected);
    expect(boundaryIou(a, b, false)).toBe(expected?.boundary_iou);
  });

  it('boundary IoU in the corner of the image, whose border is a boundary', () => {
    const size = { width: 300, height: 200 };
    const outlined = (at: number) =>
      outlinePixels(segmentationPixels([[at, at, at + 150, at, at + 150, at + 100, at, at + 100]], size), size);
    const [a, b] = [outlined(0), outlined(5)];
    const expected = oracle?.boundary_iou['corner_vs_shift5'];
    expect([pixelIou(a, b, false), a.boundary.area, b.boundary.area]).toEqual([
      expected?.iou,
      expected?.bpx_a,
      expected?.bpx_b,
    ]);
    expect(boundaryIou(a, b, false)).toBe(expected?.boundary_iou);
  });

  it.each([0, 4, 16, 40])('panoptic quality of the sample moved right by %i pixels', async (shift) => {
    const { categories: listed, ...json } = read(`${sample}/panoptic_examples.json`) as {
      categories: object[];
      annotations: { file_name: string; segments_info: { id: number; area: number }[] }[];
    };
    const folder = temporaryFolder();
    const moved = [];
    for (const annotation of json.annotations) {
      const { data, info } = await sharp(`${shared}${sample}/panoptic_examples/${annotation.file_name}`)
        .removeAlpha()
        .raw()
        .toBuffer({ resolveWithObject: true });
      const pixels = Buffer.alloc(data.length);
      const areas = new Map<number, number>();
      const known = new Map<number, number>();
      for (let pixel = 0; pixel < info.width * info.height; pixel++) {
        const idAt = (at: number): number => {
          return (data[3 * at] as number) + 256 * (data[3 * at + 1] as number) + 65536 * (data[3 * at + 2] as number);
        };
        known.set(idAt(pixel), (known.get(idAt(pixel)) ?? 0) + 1);
        if (pixel % info.width < shift) continue;
        data.copy(pixels, 3 * pixel, 3 * (pixel - shift), 3 * (pixel - shift) + 3);
        areas.set(idAt(pixel - shift), (areas.get(idAt(pixel - shift)) ?? 0) + 1);
      }
      expect(Object.fromEntries(known)).toEqual(oracle?.segments[annotation.file_name]);
      await sharp(pixels, { raw: { width: info.width, height: info.height, channels: 3 } })
        .png()
        .toFile(`${folder}/${annotation.file_name}`);
      const segments = annotation.segments_info.filter(({ id }) => areas.has(id));
      moved.push({ ...annotation, segments_info: segments.map((row) => ({ ...row, area: areas.get(row.id) })) });
    }
    const { context } = createImageHost();
    const scored = await scorePanoptic(
      context.imageWorkers,
      { file: readPanopticFile({ ...json, categories: listed }), folder: `${shared}${sample}/panoptic_examples` },
      { file: readPanopticFile({ ...json, annotations: moved }), folder },
    );
    const expected = (oracle as unknown as Record<string, Record<string, Group>>)[`shift_right_${shift}px`];
    for (const [name, group] of [
      ['All', scored.all],
      ['Things', scored.things],
      ['Stuff', scored.stuff],
    ] as const) {
      const { pq, sq, rq, n } = expected?.[name] as Group;
      expect({ name, ...group }).toEqual({
        name,
        pq: expect.closeTo(pq, 14) as number,
        sq: expect.closeTo(sq, 14) as number,
        rq: expect.closeTo(rq, 14) as number,
        classes: n,
      });
    }
  });
});
