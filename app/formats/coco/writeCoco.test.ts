import fc from 'fast-check';
import { expect, test } from 'vitest';
import { maskFromBitmap } from '../../geometry/bitmap.ts';
import type { AreaGeometry, MaskGeometry, PolygonGeometry } from '../../geometry/geometry.ts';
import { geometryArea } from '../../geometry/measure.ts';
import { maskFromGeometry } from '../../geometry/rasterise.ts';
import type { WrittenInfo } from './cocoSchema.ts';
import { readCoco } from './readCoco.ts';
import { cocoAnnotation, writeCoco } from './writeCoco.ts';

const info: WrittenInfo = { description: '', version: '1', year: 2000, contributor: '', date_created: '' };
const size = { width: 23, height: 17 };
const name = 'földer/\u65e5\u672c "a\\b".png';

function writeAndRead(geometries: readonly AreaGeometry[], isCrowd = false) {
  const rows = geometries.flatMap((geometry, index) => {
    const mask = maskFromGeometry(geometry, size);
    const object = { id: index + 1, imageId: 1, categoryId: 3, geometry, isCrowd };
    return mask === null ? [] : cocoAnnotation(object, mask, size);
  });
  const image = { id: 1, file_name: name, ...size, done: false };
  const text = [...writeCoco(info, [image], [{ id: 3, name: 'cell', supercategory: '' }], rows)].join('');
  return { rows, read: readCoco(JSON.parse(text), [{ id: 'image', name, ...size }]) };
}

const coordinate = fc.double({ min: -6, max: 30, noNaN: true, noDefaultInfinity: true });
const latticeCoordinate = fc.integer({ min: -2, max: 24 });
const ring = fc
  .oneof(coordinate, latticeCoordinate)
  .chain((first) => fc.array(Number.isInteger(first) ? latticeCoordinate : coordinate, { minLength: 6, maxLength: 20 }))
  .map((values) => (values.length % 2 === 0 ? values : values.slice(1)));
const polygon: fc.Arbitrary<PolygonGeometry> = fc
  .array(fc.record({ outline: ring, holes: fc.array(ring, { maxLength: 2 }) }), { minLength: 1, maxLength: 3 })
  .map((parts) => ({ kind: 'polygon', parts }));
const mask: fc.Arbitrary<AreaGeometry | null> = fc
  .array(fc.constantFrom(0, 0, 1), { minLength: size.width * size.height, maxLength: size.width * size.height })
  .map((pixels) => maskFromBitmap({ box: { x: 0, y: 0, ...size }, data: Uint8Array.from(pixels) }));
const geometry = fc.oneof(polygon, mask).filter((value) => value !== null);

test('what is written reads back to the same pixels, with their area and box', () => {
  fc.assert(
    fc.property(fc.array(geometry, { maxLength: 4 }), fc.boolean(), (geometries, isCrowd) => {
      const { rows, read } = writeAndRead(geometries, isCrowd);
      const masks = geometries.map((one) => maskFromGeometry(one, size)).filter((one) => one !== null);
      expect(read.refusals).toEqual([]);
      expect(read.objects.map((object) => [object.mask, object.isCrowd, object.label])).toEqual(
        masks.map((one) => [one, isCrowd, 'cell']),
      );
      expect(rows.map(({ area, bbox }) => [area, bbox])).toEqual(
        masks.map((one) => [geometryArea(one), [one.box.x, one.box.y, one.box.width, one.box.height]]),
      );
    }),
    { numRuns: 200 },
  );
});

test('polygons leave as polygons where they are exact, everything else as run lengths', () => {
  const square = [2, 2, 8, 2, 8, 8, 2, 8];
  const part = (outline: number[], holes: number[][] = []): PolygonGeometry => ({
    kind: 'polygon',
    parts: [{ outline, holes }],
  });
  const segmentation = (geometry: AreaGeometry, isCrowd = false) => {
    const inImage = { width: 12, height: 10 };
    const mask = maskFromGeometry(geometry, inImage) as MaskGeometry;
    return cocoAnnotation({ id: 1, imageId: 1, categoryId: 1, geometry, isCrowd }, mask, inImage).segmentation;
  };
  const squareRle = { size: [10, 12], counts: 'f064000000000V1' };
  expect({
    lattice: segmentation(part(square)),
    rounded: segmentation(part([2.00001, 2, 8, 2, 8.123456, 8, -0.001, 8])),
    /** 2.4999 would become 2.5, which is another column. */
    inFull: segmentation(part([2.4999, 2, 8, 2, 8, 8, 2.4999, 8])),
    mask: segmentation(maskFromGeometry(part(square), { width: 12, height: 10 }) as AreaGeometry),
    crowd: segmentation(part(square), true),
    hole: segmentation(part([1, 1, 9, 1, 9, 9, 1, 9], [[3, 3, 7, 3, 7, 7, 3, 7]])),
  }).toEqual({
    lattice: [square],
    rounded: [[2, 2, 8, 2, 8.12, 8, 0, 8]],
    inFull: [[2.4999, 2, 8, 2, 8, 8, 2.4999, 8]],
    mask: squareRle,
    crowd: squareRle,
    hole: { size: [10, 12], counts: ';8200J20N020N020N020N600m0' },
  });
});
