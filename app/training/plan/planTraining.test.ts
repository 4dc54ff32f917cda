import { describe, expect, it } from 'vitest';
import { reasonsInEnglish, reasonText } from './planReasons.ts';
import { planTraining, type PlanImage } from './planTraining.ts';

const image = (split: PlanImage['split'], side: number, areas: number[]): PlanImage => ({
  width: side,
  height: side,
  channels: 1,
  bitDepth: 8,
  brightest: 200,
  pixelMm: null,
  split,
  objects: areas.map((area, index) => ({ classIndex: (index % 2) + 1, area, touches: false })),
});
const laptop = { cores: 2, memoryMegabytes: 8192, devices: ['cpu'] } as const;
const workstation = { cores: 16, memoryMegabytes: 65536, devices: ['webgpu', 'cpu'] } as const;

describe('planTraining', () => {
  it('chooses for a few small images on a laptop, and applies what it says', () => {
    const images = [...Array.from({ length: 12 }, () => image('train', 256, [900, 300])), image('val', 256, [900])];
    const { choices, config, obstacle, ...counts } = planTraining(images, laptop);
    expect({ obstacle, ...counts }).toEqual({ obstacle: null, trainImages: 12, validationImages: 1, objects: 24 });
    for (const { key, value, reason } of choices) {
      expect(config[key], key).toBe(value);
      expect(reasonText(reason, reasonsInEnglish), key).toMatch(/^[A-Z0-9].{10,}\.$/);
    }
    expect(config).toMatchObject({ depth: 3, batchSize: 4, averageDecay: 0.99, classWeighting: 'balanced' });
    expect(config.patchSize % 2 ** config.depth).toBe(0);
  });

  it('goes deeper for large objects, and uses what a graphics processor can do', () => {
    const large = planTraining([image('train', 1000, [40_000])], workstation).config;
    expect(large).toMatchObject({ depth: 4, width: 32, batchSize: 8 });
    expect(large.patchSize % 16).toBe(0);
  });

  it('cuts out by the usual label, not by the one with the largest objects, and takes longer for more labels', () => {
    const of = (labels: number) => {
      const areas = [100, 400, 40_000].slice(0, labels);
      const objects = areas.map((area, index) => ({ classIndex: index + 1, area, touches: false }));
      return planTraining([{ ...image('train', 1000, []), objects }], laptop);
    };
    expect(of(3).config).toMatchObject({ depth: 4, patchSize: 128, minutes: 4 });
    expect(planTraining([image('train', 1000, [40_000])], laptop).config.patchSize).toBe(256);
    expect([1, 2].map((labels) => of(labels).config.minutes)).toEqual([2, 3]);
    const told = of(3).choices.flatMap(({ key, reason }) =>
      key === 'minutes' ? [reasonText(reason, reasonsInEnglish)] : [],
    );
    expect(told).toEqual(['1 images with 3 objects of 3 labels (1 megapixels) are learnt in about 4 minutes.']);
  });

  it('takes fewer cut-outs where memory is short', () => {
    const small = planTraining([image('train', 256, [900])], { ...laptop, memoryMegabytes: 512 }).config;
    expect(small.batchSize).toBeLessThan(4);
  });

  it('tells objects apart that touch, and bends their cut-outs', () => {
    const areas = Array.from({ length: 20 }, () => 300);
    const planOf = (touching: number) => {
      const plain = image('train', 256, areas);
      const objects = plain.objects.map((object, index) => ({ ...object, touches: index < touching }));
      return planTraining([{ ...plain, objects }], laptop);
    };
    const chosen = (touching: number, key: string) => planOf(touching).choices.find((choice) => choice.key === key);
    expect(chosen(12, 'separation')).toEqual({
      key: 'separation',
      value: 'rims',
      reason: { kind: 'objectsTouch', percent: 60 },
    });
    expect(chosen(9, 'separation')).toMatchObject({
      value: 'components',
      reason: { kind: 'fewTouching', touching: 9 },
    });
    expect(chosen(0, 'separation')).toMatchObject({
      value: 'components',
      reason: { kind: 'objectsApart', percent: 0 },
    });
    expect([chosen(12, 'elasticProbability'), chosen(0, 'elasticProbability')]).toEqual([
      expect.objectContaining({ reason: { kind: 'bendingShapes' } }),
      undefined,
    ]);
  });

  it('knows colours, negatives, rare labels and light', () => {
    const colour = { ...image('train', 1000, [100, 4]), channels: 3 as const, brightest: 250 };
    const dark = { ...image('train', 1000, []), brightest: 50 };
    const { choices, config } = planTraining([colour, dark], laptop);
    const reasonOf = (key: string) => choices.find((choice) => choice.key === key)?.reason;
    expect(reasonOf('classWeighting')).toEqual({ kind: 'rareLabel', ratio: 25 });
    expect(reasonOf('foregroundShare')).toEqual({ kind: 'aimedAtRare', percent: 0.0052 });
    expect(reasonOf('hueProbability')).toEqual({ kind: 'colours', images: 1 });
    expect(reasonOf('emptyImageShare')).toEqual({ kind: 'negatives', images: 1 });
    expect(reasonOf('intensities')).toEqual({ kind: 'differentLight', ratio: 5 });
    expect(config).toMatchObject({ foregroundShare: 0.9, hueProbability: 0.5 });
    expect(planTraining([dark], laptop).config).toMatchObject({ hueProbability: 0, saturationProbability: 0 });
  });

  it('varies sizes more where magnifications differ and most images know theirs', () => {
    const planOf = (lengthsMm: readonly (number | null)[]) => {
      const images = lengthsMm.map((pixelMm) => ({ ...image('train', 256, [900]), pixelMm }));
      const unseen = { ...image('test', 256, [900]), pixelMm: 5 };
      const plan = planTraining([...images, unseen], laptop);
      const scaling = plan.choices.filter(({ key }) => key.startsWith('scale'));
      expect(plan.config).toMatchObject(Object.fromEntries(scaling.map(({ key, value }) => [key, value])));
      return scaling;
    };
    const reason = { kind: 'differentSpacing', ratio: 1.6 };
    expect(planOf([0.00025, 0.0004, null])).toEqual([
      { key: 'scaleRange', value: 0.6, reason },
      { key: 'scaleProbability', value: 0.6, reason },
    ]);
    expect(planOf([0.1, 1.234])).toMatchObject([
      { value: 0.9, reason: { kind: 'differentSpacing', ratio: 12 } },
      { value: 0.6 },
    ]);
    const withOneOutlier = [100, ...Array.from({ length: 40 }, () => 0.5)];
    expect([[0.2, 0.3], [0.1, 1, null, null], [null], [], withOneOutlier].map(planOf)).toEqual([[], [], [], [], []]);
  });

  it('says why training cannot start', () => {
    expect(planTraining([], laptop).obstacle).toBe('noLabels');
    expect(planTraining([image('train', 256, []), image('val', 256, [9])], laptop).obstacle).toBe('noObjects');
  });
});
