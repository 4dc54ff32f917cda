import fc from 'fast-check';
import { expect, test } from 'vitest';
import { annotation, documentWith } from '../../../tests/generators/documents.ts';
import { noiseMask } from '../../../tests/generators/masks.ts';
import { applyDiff } from '../document.ts';
import { convertToMask, convertToPolygon } from './convert.ts';

test('leads from mask to polygon and back without losing a pixel', () => {
  fc.assert(
    fc.property(
      noiseMask.filter(({ box }) => box.y + box.height <= 30),
      (geometry) => {
        const start = documentWith(annotation('a', { geometry }));
        const asPolygon = applyDiff(start, convertToPolygon(start, { ids: ['a'], now: 1 }));
        expect(asPolygon.annotations.get('a')?.geometry.kind).toBe('polygon');
        const back = applyDiff(asPolygon, convertToMask(asPolygon, { ids: ['a'], now: 2 }));
        expect(back.annotations.get('a')?.geometry).toEqual(geometry);
      },
    ),
  );
});

test('leaves alone what has the kind already, or covers no pixel', () => {
  const sliver = { kind: 'polygon', parts: [{ outline: [3, 1, 3, 9, 3, 1], holes: [] }] } as const;
  const document = documentWith(annotation('a', { geometry: sliver }));
  expect([convertToPolygon(document, { ids: ['a'], now: 1 }), convertToMask(document, { ids: ['a'], now: 1 })]).toEqual(
    [[], []],
  );
});
