import { expect, test } from 'vitest';
import { areaWithUnits, extentWithUnits } from './areaText.ts';

test('areas and extents are told in pixels, and in true units where the size of a pixel is known', () => {
  const spacing = { xMm: 0.5, yMm: 0.25 };
  expect([areaWithUnits(1234.4, null), areaWithUnits(1200, spacing)]).toEqual(['1,234 px', '1,200 px · 150 mm²']);
  const size = { width: 1000, height: 30 };
  expect([extentWithUnits(size, null), extentWithUnits(size, spacing)]).toEqual([
    '1,000 × 30',
    '1,000 × 30 · 500 × 7.5 mm',
  ]);
});
