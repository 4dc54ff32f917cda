import { describe, expect, it } from 'vitest';
import { planTraining, type PlanImage } from './plan.ts';

const image = (split: PlanImage['split'], side: number, areas: number[]): PlanImage => ({
  width: side,
  height: side,
  channels: 1,
  bitDepth: 8,
  split,
  objects: areas.map((area, index) => ({ classIndex: (index % 2) + 1, area })),
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
      expect(reason, key).toMatch(/^[A-Z0-9].{10,}\.$/);
    }
    expect(config).toMatchObject({ depth: 3, batchSize: 4, classWeighting: 'balanced' });
    expect(config.patchSize % 2 ** config.depth).toBe(0);
  });

  it('goes deeper for large objects, and uses what a graphics processor can do', () => {
    const large = planTraining([image('train', 1000, [40_000])], workstation).config;
    expect(large).toMatchObject({ depth: 4, width: 32, batchSize: 8 });
    expect(large.patchSize % 16).toBe(0);
  });

  it('takes fewer cut-outs where memory is short', () => {
    const small = planTraining([image('train', 256, [900])], { ...laptop, memoryMegabytes: 512 }).config;
    expect(small.batchSize).toBeLessThan(4);
  });

  it('says why training cannot start', () => {
    expect(planTraining([], laptop).obstacle).toMatch(/label a few/i);
    expect(planTraining([image('train', 256, []), image('val', 256, [9])], laptop).obstacle).toMatch(/accepted object/);
  });
});
