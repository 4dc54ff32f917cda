import { describe, expect, it } from 'vitest';
import { emptySegmentation } from '../segmentation.ts';
import { groupByCentres } from './groupByCentres.ts';
import { objectsOfMap } from './objectsOfMap.ts';
import { ObjectFit } from './objectFit.ts';
import { ObjectTally } from './objectScore.ts';
import { watershed } from './watershed.ts';

const planeOf = (rows: readonly string[]): { size: { width: number; height: number }; digits: number[] } => ({
  size: { width: rows[0]?.length ?? 0, height: rows.length },
  digits: rows.flatMap((row) => Array.from(row, Number)),
});

describe('the watershed', () => {
  const { size, digits } = planeOf([
    '0000000000', //
    '0356324530',
    '0378523750',
    '0356324530',
    '0000000090',
  ]);
  const relief = Float32Array.from(digits, (digit) => digit / 10);
  const foreground = Uint8Array.from(digits, (digit) => (digit > 2 ? 1 : 0));
  const joined = Uint8Array.from(digits, (digit) => (digit > 0 ? 1 : 0));
  const rows = (regions: Uint32Array): string[] =>
    Array.from({ length: size.height }, (_, y) => [...regions.subarray(y * size.width, (y + 1) * size.width)].join(''));

  it('gives every summit its region, and never joins what does not touch', () => {
    expect(rows(watershed(relief, foreground, size, 0.5))).toEqual([
      '0000000000',
      '0111102220',
      '0111102220',
      '0111102220',
      '0000000020',
    ]);
  });

  it('joins a summit that rises too little above its pass', () => {
    // The pass in the middle is 0.2 high; the summits are 0.8, 0.7 and 0.9, and the last is reached over 0.3.
    const regions = (rise: number): number => new Set(watershed(relief, joined, size, rise)).size - 1;
    expect([0.1, 0.35, 0.45, 0.55, 0.65].map(regions)).toEqual([3, 3, 2, 2, 1]);
  });

  it('finds nothing without a foreground', () => {
    expect(watershed(relief, new Uint8Array(digits.length), size, 0.1).every((region) => region === 0)).toBe(true);
  });
});

describe('grouping by centres', () => {
  it('gives each pixel to the centre that it points to, wherever that is', () => {
    const size = { width: 150, height: 90 };
    const truths = [
      { x: 5, y: 5 },
      { x: 140, y: 80 },
      { x: 75, y: 12 },
      { x: 79, y: 12 },
    ];
    const length = size.width * size.height;
    const [centre, offsetX, offsetY] = [0, 0, 0].map(() => new Float32Array(length)) as [
      Float32Array,
      Float32Array,
      Float32Array,
    ];
    for (const [index, { x, y }] of truths.entries()) centre[y * size.width + x] = 0.9 - index / 100;
    const wanted = Uint32Array.from({ length }, (_, i) => {
      const index = (i * 7) % 4;
      const { x, y } = truths[index] ?? { x: 0, y: 0 };
      // Rough offsets, some of them beyond the image.
      offsetX[i] = x - (i % size.width) + (index === 0 ? -40 : 1);
      offsetY[i] = y - Math.floor(i / size.width) + (index === 1 ? 200 : 0.4);
      return [1, 4, 2, 3][index] ?? 0;
    });
    const foreground = new Uint8Array(length).fill(1);
    expect(groupByCentres({ centre, offsetX, offsetY }, foreground, size, 0.5)).toEqual(wanted);
    expect(groupByCentres({ centre, offsetX, offsetY }, foreground, size, 0.95).some((number) => number > 0)).toBe(
      false,
    );
  });
});

describe('objects of a map of numbers', () => {
  it('takes the class of most pixels and leaves small ones out', () => {
    const { size, digits } = planeOf(['11022', '11022', '30022']);
    const classes = planeOf(['11022', '12021', '10022']).digits;
    const segmentation = {
      ...emptySegmentation(size, { hasRimClass: false, maps: [] }),
      classMap: Uint8Array.from(classes),
      probability: Float32Array.from(digits, (number) => number / 4),
    };
    const objects = objectsOfMap(Uint32Array.from(digits), segmentation, size, [2, 2]);
    expect(objects.map(({ classIndex, score, geometry }) => [classIndex, score, geometry.box])).toEqual([
      [1, 0.25, { x: 0, y: 0, width: 2, height: 2 }],
      [2, 0.5, { x: 3, y: 0, width: 2, height: 3 }],
    ]);
  });
});

describe('the score of objects', () => {
  const objects = (rows: readonly string[], classOfObject: readonly number[] = [0, 1, 1, 1]) => ({
    objectMap: Uint32Array.from(planeOf(rows).digits),
    classOfObject,
    scoreOfObject: [0, 0.9, 0.8, 0.7],
  });

  it('counts found, wrong and missed objects at ten thresholds', () => {
    const tally = new ObjectTally();
    expect(tally.score()).toBeNull();
    // IoU 3/4 and one object missed; then one wrong.
    tally.add(objects(['1110', '0000']), objects(['1111', '0022']));
    tally.add(objects(['1000']), objects(['0000']));
    // Found up to 0.75, which are six thresholds: 1 / (2 + 2 - 1).
    expect(tally.score()).toEqual({ mean: expect.closeTo((6 / 10) * (1 / 3), 12) as number, atHalf: 1 / 3 });
  });

  it('wants the same class, and more than one half', () => {
    const tally = new ObjectTally();
    tally.add(objects(['1111'], [0, 2]), objects(['1111'], [0, 1]));
    expect(tally.score()?.atHalf).toBe(0);
    const half = new ObjectTally();
    half.add(objects(['1100']), objects(['1111']));
    expect(half.score()?.atHalf).toBe(0);
  });

  it('neither wants nor blames what lies in a crowd', () => {
    const tally = new ObjectTally();
    tally.add(objects(['1122', '3333']), objects(['1122', '0000'], [0, 1, 255]));
    // Number 2 lies in the crowd; 3 is wrong.
    expect(tally.score()?.atHalf).toBe(1 / 2);
  });

  it('leaves out what is no object and what is less sure than asked for', () => {
    const tally = new ObjectTally();
    // 1 is found, 2 is none, 3 is wrong and less sure.
    tally.add(objects(['1122', '0333'], [0, 1, 0, 1]), objects(['1100', '0000']));
    expect([0, 0.75, 0.95].map((leastScore) => tally.score(leastScore)?.atHalf)).toEqual([1 / 2, 1, 0]);
  });
});

describe('what objects go by', () => {
  /** Objects of one label by their probability, with a rim of probability 0.4 between the columns 2 and 3. */
  const segmentationOf = (probabilities: readonly number[], width: number) => {
    const segmentation = emptySegmentation({ width, height: 1 }, { hasRimClass: true, maps: [] });
    segmentation.probability.set(probabilities);
    segmentation.classMap.set(probabilities.map((probability) => (probability > 0.5 ? 1 : 0)));
    segmentation.rim[2] = 0.4;
    return segmentation;
  };
  const truth = { objectMap: Uint32Array.of(1, 1, 1, 2, 2, 0, 0, 0, 0), classOfObject: [0, 1, 1] };
  const size = { width: 9, height: 1 };

  it('is the contrast and the least score that find most', () => {
    const fit = new ObjectFit('rims', [1]);
    fit.add(segmentationOf([0.9, 0.9, 0.9, 0.9, 0.9, 0.1, 0.62, 0.62, 0.62], 9), size, truth);
    const best = fit.best();
    // A rim of 0.4 parts objects up to this contrast, and the last object is none.
    expect(best).toMatchObject({ atHalf: 1, leastScore: 0.65 });
    expect(best?.leastContrast).toBeLessThanOrEqual(0.4);
  });

  it('keeps what is found, even where more is wrong', () => {
    const fit = new ObjectFit('rims', [1]);
    const [found, wrong] = [
      [0.7, 0.7],
      [0.72, 0.1, 0.74],
    ];
    const pair = { objectMap: Uint32Array.of(1, 1, 0, 0, 0, 0), classOfObject: [0, 1] };
    fit.add(segmentationOf([...found, 0.1, ...wrong], 6), { width: 6, height: 1 }, pair);
    expect(fit.best()).toMatchObject({ atHalf: 1 / 3, leastScore: 0 });
  });

  it('leaves objects out that are too small for their label', () => {
    const fit = new ObjectFit('rims', [2]);
    fit.add(segmentationOf([0.9, 0.9, 0.9, 0.9, 0.9, 0.1, 0.9, 0.1, 0.1], 9), size, truth);
    expect(fit.best()).toMatchObject({ atHalf: 1, leastScore: 0 });
  });

  it('is nothing without any object', () => {
    const fit = new ObjectFit('rims', [1]);
    fit.add(segmentationOf([0.1], 1), { width: 1, height: 1 }, { objectMap: Uint32Array.of(0), classOfObject: [0] });
    expect(fit.best()).toBeNull();
  });
});
