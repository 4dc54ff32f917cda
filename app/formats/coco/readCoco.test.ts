import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../contract/errors.ts';
import type { MaskGeometry, PolygonGeometry } from '../../geometry/geometry.ts';
import { geometryArea } from '../../geometry/measure.ts';
import { maskFromPolygon } from '../../geometry/rasterise.ts';
import { type KnownImage, readCoco } from './readCoco.ts';

const image: KnownImage = { id: 'image-1', name: 'a.png', width: 12, height: 10 };
const square = [2, 2, 8, 2, 8, 8, 2, 8];
const squareMask: MaskGeometry = { kind: 'mask', box: { x: 2, y: 2, width: 6, height: 6 }, counts: '0T1' };

function dataset(segmentations: unknown[], more: object = {}) {
  return {
    images: [{ id: 1, file_name: 'a.png', width: 12, height: 10 }],
    categories: [{ id: 7, name: 'cell', supercategory: 'tissue' }],
    annotations: segmentations.map((segmentation, index) => ({
      id: index + 1,
      image_id: 1,
      category_id: 7,
      segmentation,
      ...more,
    })),
  };
}

function readOne(segmentation: unknown, more: object = {}) {
  const { objects, refusals } = readCoco(dataset([segmentation], more), [image]);
  return { object: objects[0] ?? null, refusals };
}

describe('segmentations', () => {
  const squareCounts = 'f064000000000V1';
  const polygon = (...outlines: number[][]): PolygonGeometry => ({
    kind: 'polygon',
    parts: outlines.map((outline) => ({ outline, holes: [] })),
  });

  test.each([
    ['a polygon', [square], polygon(square)],
    ['a flat list of numbers', square, polygon(square)],
    ['a repeated closing vertex', [[...square, 2, 2]], polygon(square)],
    ['compressed run lengths', { size: [10, 12], counts: squareCounts }, squareMask],
    ["Python's text of bytes", { size: [10, 12], counts: `b'${squareCounts}'` }, squareMask],
    ['plain run lengths', { size: [10, 12], counts: [22, 6, 4, 6, 4, 6, 4, 6, 4, 6, 4, 6, 42] }, squareMask],
  ])('%s', (_, segmentation, geometry) => {
    expect(readOne(segmentation)).toEqual({
      object: {
        rowId: '1',
        image,
        label: 'cell',
        geometry,
        mask: squareMask,
        isCrowd: false,
        attributes: {},
        group: null,
        omitted: [],
      },
      refusals: [],
    });
  });

  test('backslashes doubled by Python come back', () => {
    const size = { width: 60, height: 4 };
    const mask = { size: [size.height, size.width], counts: [8, 44, 188] };
    const known = { ...image, ...size };
    const wide = { ...dataset([mask]), images: [{ id: 1, file_name: 'a.png' }] };
    const plain = readCoco(wide, [known]).objects[0]?.mask;
    const escaped = readCoco(
      { ...wide, annotations: [{ ...wide.annotations[0], segmentation: { ...mask, counts: "b'8\\\\1l5'" } }] },
      [known],
    ).objects[0]?.mask;
    expect([escaped, escaped && geometryArea(escaped)]).toEqual([plain, 44]);
  });

  test('parts are united, also when one lies in the other', () => {
    const nested = [
      [1, 1, 9, 1, 9, 9, 1, 9],
      [3, 3, 7, 3, 7, 7, 3, 7],
    ];
    const { object } = readOne(nested);
    expect(object?.mask && [object.geometry, geometryArea(object.mask)]).toEqual([polygon(...nested), 64]);
  });

  test('a bad part is reported and the rest is taken', () => {
    const { object, refusals } = readOne([square, [1, 1, 3, 3], 'x']);
    expect([object?.geometry, object?.omitted, refusals]).toEqual([
      polygon(square),
      [
        'Part 2 has exactly 4 numbers, which COCO tools take for a box. The rest of the object was taken.',
        'Part 3 is not a list of numbers. The rest of the object was taken.',
      ].map((reason) => ({ item: 'annotation 1', reason, objects: 1 })),
      [],
    ]);
  });

  test.each([
    [[], 'It has only a box: its segmentation is empty.'],
    [null, 'It has no segmentation.'],
    ['text', 'Its segmentation is neither polygons nor run lengths.'],
    [[[2, 2, 8, 8]], 'Its polygon has exactly 4 numbers, which COCO tools take for a box.'],
    [[[2, 2]], 'Its polygon has 2 numbers; at least 6 are needed.'],
    [[[1, 1, 5, 1, 5, 5, 1]], 'Its polygon has an odd count of numbers (7).'],
    [[[0, 0, 1e300, 0, 5, 5]], 'Its polygon has a coordinate far outside of the image (1e+300).'],
    [[[0, 0, null, 0, 5, 5]], 'Its polygon is not a list of numbers.'],
    [[[20, 20, 30, 20, 30, 30, 20, 30]], 'It covers no pixel of the image.'],
    [[[3, 1, 3, 9, 3, 1]], 'It covers no pixel of the image.'],
    [{ size: [10, 12], counts: [120] }, 'It covers no pixel of the image.'],
    [{ size: [12, 10], counts: [120] }, 'Its mask is 10 x 12 pixels, the image is 12 x 10.'],
    [
      { size: [10, 12], counts: [20, 20] },
      'Its run lengths are damaged: The run lengths add up to 40 pixels, but 12 x 10 are 120.',
    ],
    [
      { size: [10, 12], counts: [-1, 121] },
      'Its run lengths are damaged: A run length must be a whole number from 0 up, not -1.',
    ],
    [
      { size: [10, 12], counts: 'f0 64' },
      'Its run lengths are damaged: The run-length string is malformed at character 3.',
    ],
    [{ counts: 'f0' }, 'Its segmentation is neither polygons nor run lengths.'],
  ])('%j is refused', (segmentation, reason) => {
    expect(readOne(segmentation)).toEqual({
      object: null,
      refusals: [{ item: 'annotation 1', reason, objects: 1 }],
    });
  });

  test('iscrowd is kept, as a number or as a truth value', () => {
    const crowds = [0, 1, true, null].map((iscrowd) => readOne([square], { iscrowd }).object?.isCrowd);
    expect(crowds).toEqual([false, true, true, false]);
  });
});

describe('rows', () => {
  test('bad rows are reported with their id, the rest is taken', () => {
    const good = dataset([[square]]).annotations[0];
    const read = readCoco(
      {
        images: [
          { id: '1', file_name: 'images\\a.png', width: 12, height: 10 },
          { id: 1, file_name: 'b.png' },
          { id: 2, file_name: '../../../etc/passwd' },
          { id: 3, file_name: 'big.png', width: 10, height: 12 },
          { id: 4, file_name: 'other/a.png' },
          { id: 5 },
          'nothing',
        ],
        categories: [{ id: 7, name: 'cell' }, { id: 8, name: ' cell ' }, { id: 7, name: 'x' }, { name: 'no id' }],
        annotations: [
          good,
          { ...good, id: 'b', category_id: 8 },
          { ...good, id: 3, image_id: 99 },
          { ...good, id: 4, category_id: 99 },
          { ...good, id: 5, image_id: 2 },
          { ...good, id: 6, image_id: null },
          { ...good, id: 7, image_id: 3 },
          null,
        ],
      },
      [image, { id: 'image-2', name: 'big.png', width: 12, height: 10 }],
    );
    const { refusals, changedCategories } = read;
    expect({ objects: read.objects.map(({ rowId, label }) => [rowId, label]), refusals, changedCategories }).toEqual({
      objects: [
        ['1', 'cell'],
        ['b', 'cell'],
      ],
      refusals: [
        { item: 'category x', reason: 'Its id 7 belongs to "cell" already.' },
        { item: 'category row 4', reason: 'It is not a record with an id and a name.' },
        { item: 'image b.png', reason: 'Its id 1 belongs to an image before it.' },
        { item: 'image row 6', reason: 'It has no file_name.' },
        { item: 'image row 7', reason: 'It is not a record.' },
        { item: 'annotation 3', reason: 'The file lists no image with id 99.', objects: 1 },
        { item: 'annotation 4', reason: 'The file lists no category with id 99.', objects: 1 },
        { item: 'annotation 6', reason: 'It has no image_id.', objects: 1 },
        { item: 'annotation row 8', reason: 'It is not a record.', objects: 1 },
        {
          item: 'image ../../../etc/passwd',
          reason: { kind: 'withObjects', because: { kind: 'noSuchImage', name: '../../../etc/passwd' }, objects: 1 },
          objects: 1,
        },
        {
          item: 'image big.png',
          reason: {
            kind: 'withObjects',
            because: { kind: 'otherSize', said: { width: 10, height: 12 }, image: { width: 12, height: 10 } },
            objects: 1,
          },
          objects: 1,
        },
        { item: 'image other/a.png', reason: 'It is the image that "images\\a.png" means already.' },
      ],
      changedCategories: [
        { item: 'category 8', reason: 'There are several categories "cell"; they became one label.' },
      ],
    });
  });

  test('labels keep id and supercategory; groups that nothing uses are left out', () => {
    const { labels } = readCoco(
      {
        images: [],
        annotations: [],
        categories: [
          { id: 0, name: 'cells', supercategory: 'none' },
          { id: 1, name: 'red', supercategory: 'cells' },
          { id: 5, name: 'white', supercategory: 'cells' },
          { id: 6, name: 'self', supercategory: 'self' },
          { id: 0.5, name: null, supercategory: '' },
        ],
      },
      [],
    );
    expect(labels).toEqual([
      { name: 'red', categoryId: 1, supercategory: 'cells', attributes: [] },
      { name: 'white', categoryId: 5, supercategory: 'cells', attributes: [] },
      { name: 'self', categoryId: 6, supercategory: 'self', attributes: [] },
      { name: 'category 0.5', categoryId: null, supercategory: null, attributes: [] },
    ]);
  });

  test.each([[[]], [{}], [null], [{ images: [], annotations: {} }]])('%j is no dataset', (json) => {
    expect(() => readCoco(json, [])).toThrow(AppError);
  });
});

const shared = new URL('../../../../shared/data/', import.meta.url);

describe.skipIf(!existsSync(shared))('files of other tools (skipped where the sample data are absent)', () => {
  const readJson = (path: string): unknown => JSON.parse(readFileSync(new URL(path, shared), 'utf8'));

  test('23 polygons and 5 plain run lengths give the masks of pycocotools', () => {
    interface Oracle {
      readonly polygons: {
        name: string;
        h: number;
        w: number;
        polygons: number[][];
        area: number;
        bbox: number[];
        counts: string;
      }[];
      readonly uncompressed: {
        uncompressed?: { size: [number, number] };
        counts: string;
        area: number;
        bbox: number[];
      }[];
    }
    const { polygons, uncompressed } = readJson('oracle/coco_rle_edge.json') as Oracle;
    const read = (segmentation: unknown, [height, width]: readonly [number, number]) => {
      const known = { ...image, width, height };
      const { objects } = readCoco({ ...dataset([segmentation]), images: [{ id: 1, file_name: 'a.png' }] }, [known]);
      const mask = objects[0]?.mask ?? null;
      const { x, y, width: w, height: h } = mask?.box ?? { x: 0, y: 0, width: 0, height: 0 };
      return { mask, area: mask === null ? 0 : geometryArea(mask), bbox: [x, y, w, h] };
    };
    for (const { h, w, polygons: parts, counts, area, bbox } of polygons) {
      const { mask } = read({ size: [h, w], counts }, [h, w]);
      expect(read(parts, [h, w])).toEqual({ mask, area, bbox });
    }
    for (const { uncompressed: plain, counts, area, bbox } of uncompressed) {
      if (plain === undefined) continue;
      const { mask } = read({ size: plain.size, counts }, plain.size);
      expect(read(plain, plain.size)).toEqual({ mask, area, bbox });
    }
    expect([polygons.length, uncompressed.length]).toEqual([23, 5]);
  });

  test.each([
    ['coco/datumaro/coco/annotations/instances_train.json', 3, 0, 1],
    ['coco/datumaro/coco/annotations/instances_val.json', 3, 2, 0],
    ['coco/datumaro/coco/annotations/captions_val.json', 0, 0, 2],
    ['coco/datumaro/coco/annotations/labels_val.json', 2, 0, 2],
    ['coco/datumaro/coco/annotations/image_info_val.json', 0, 0, 0],
    ['coco/datumaro/coco/annotations/panoptic_val.json', 2, 0, 1],
    ['coco/datumaro/coco_person_keypoints/annotations/person_keypoints_val.json', 2, 2, 0],
    ['coco/datumaro/coco_stuff/annotations/stuff_train.json', 2, 1, 0],
    ['coco/datumaro/coco_roboflow/val/_annotations.coco.json', 3, 2, 0],
    ['coco/datumaro/mmdet_coco/annotations/instances_val.json', 3, 2, 0],
    ['roboflow/datumaro/coco/train/_annotations.coco.json', 2, 0, 2],
    ['coco_panoptic/panopticapi_sample_data/panoptic_coco_detection_format.json', 133, 50, 0],
  ])('%s: %i labels, %i objects, %i refused', (path, labels, objects, refused) => {
    const sizes = { '000000142238.jpg': [640, 427], '000000439180.jpg': [640, 360], 'b.jpg': [5, 10] };
    const upright = ['a.jpg', 'train_001.jpg', 'train_002.jpg', 'val_001.jpg'].map((name) => [name, [10, 5]] as const);
    const known = [...Object.entries(sizes), ...upright].map(([name, [width, height]]) => ({
      id: name,
      name,
      width: width,
      height: height,
    }));
    const read = readCoco(readJson(`fixtures/${path}`), known);
    expect([read.labels.length, read.objects.length, read.refusals.length]).toEqual([labels, objects, refused]);
  });

  test('category ids have gaps, and a crowd has the pixels of its run lengths, not of its stored box', () => {
    const known = [{ id: 'b', name: 'b.jpg', width: 5, height: 10 }];
    const { labels, objects } = readCoco(
      readJson('fixtures/coco/datumaro/coco_instances/annotations/instances_val.json'),
      known,
    );
    expect(labels.map(({ categoryId }) => categoryId)).toEqual([1, 2, 4]);
    expect(objects.map(({ mask, isCrowd }) => [mask?.box, isCrowd])).toEqual([
      [{ x: 0, y: 0, width: 1, height: 2 }, false],
      [{ x: 0, y: 0, width: 2, height: 10 }, true],
    ]);
    expect(objects[0]?.mask).toEqual(
      maskFromPolygon(objects[0]?.geometry as PolygonGeometry, { width: 5, height: 10 }),
    );
  });
});
