import { describe, expect, it } from 'vitest';
import { defaultTrainConfig } from '../trainConfig.ts';
import { unfitness, type ParentModel } from './goingOn.ts';
import { reasonsInEnglish, reasonText } from './planReasons.ts';
import { planTraining, type PlanImage } from './planTraining.ts';

const parent: ParentModel = {
  name: 'Model 1',
  labels: [
    { id: 'a', name: 'cell' },
    { id: 'b', name: 'crystal' },
  ],
  channels: 1,
  isImported: false,
  settings: {
    ...defaultTrainConfig,
    ...{
      architecture: 'segnet',
      width: 24,
      depth: 5,
      normalisation: 'group',
      separation: 'centres',
      intensities: 'image',
    },
    patchSize: 320,
  },
};
const wanted = { labels: parent.labels, channels: 1, wishes: {} } as const;
const image: PlanImage = {
  ...{ width: 512, height: 512, channels: 1, bitDepth: 8, brightest: 200, pixelMm: null, split: 'train' },
  objects: Array.from({ length: 20 }, () => ({ classIndex: 1, area: 300, touches: true })),
};
const laptop = { cores: 2, memoryMegabytes: 8192, devices: ['cpu'] } as const;

describe('going on from an earlier model', () => {
  it('keeps what its weights depend on, says so, and fits the rest to it', () => {
    const { choices, config } = planTraining([image], laptop, parent);
    const { architecture, width, depth, normalisation, separation, intensities, patchSize } = config;
    expect({ architecture, width, depth, normalisation, separation, intensities }).toEqual({
      ...{ architecture: 'segnet', width: 24, depth: 5, normalisation: 'group' },
      ...{ separation: 'centres', intensities: 'image' },
    });
    expect(patchSize % 32).toBe(0);
    const reasons = new Map(choices.map(({ key, reason }) => [key, reason]));
    for (const key of ['architecture', 'width', 'depth', 'normalisation', 'separation', 'intensities'] as const) {
      expect(reasons.get(key), key).toEqual({ kind: 'asParentInstead', model: 'Model 1' });
    }
    expect(reasons.get('elasticProbability')).toEqual({ kind: 'bendingShapes' });
    const plain = planTraining([image], laptop);
    const same = planTraining([image], laptop, { ...parent, settings: plain.config });
    expect(same.config).toEqual(plain.config);
    expect(same.choices.find(({ key }) => key === 'depth')?.reason).toEqual({ kind: 'asParent', model: 'Model 1' });
  });

  it('takes a network from another program whole, with cut-outs of its size, and says nothing of its inside', () => {
    const { choices, config } = planTraining([image], laptop, { ...parent, isImported: true });
    expect(config).toMatchObject({ separation: 'centres', intensities: 'image', patchSize: 320 });
    expect(choices.map(({ key }) => key)).not.toContain('depth');
    expect(choices.map(({ key }) => key)).toContain('separation');
  });

  it.each([
    ['the same', {}, null],
    ['a label that was renamed', { labels: [parent.labels[0], { id: 'b', name: 'salt' }] }, null],
    ['labels made anew', { labels: parent.labels.map(({ name }) => ({ id: `new ${name}`, name })) }, null],
    ['labels in another order', { labels: parent.labels.toReversed() }, 'parentLabels'],
    ['a label more', { labels: [...parent.labels, { id: 'c', name: 'fibre' }] }, 'parentLabels'],
    ['images with colours', { channels: 3 }, 'parentColours'],
    ['a wish that it fulfils', { wishes: { depth: 5, learningRate: 0.1 } }, null],
    ['a wish for another depth', { wishes: { depth: 4 } }, 'parentSetting'],
    ['a wish for another separation', { wishes: { separation: 'rims' } }, 'parentSetting'],
    ['a wish for other intensities', { wishes: { intensities: 'dataset' } }, 'parentSetting'],
  ] as const)('is fit for %s or says why not', (_case, change, kind) => {
    const reason = unfitness(parent, { ...wanted, ...(change as Partial<typeof wanted>) });
    expect(reason?.kind ?? null).toBe(kind);
    if (reason !== null)
      expect(reasonText(reason, reasonsInEnglish)).toMatch(/^Begins with random weights, because .*\.$/);
  });

  it('does not mind a wish that its architecture has no use for, and minds any network where it came from elsewhere', () => {
    const fcn = { ...parent, settings: { ...parent.settings, architecture: 'fcn8s' as const } };
    expect(unfitness(fcn, { ...wanted, wishes: { depth: 2 } })).toBeNull();
    const wish = { ...wanted, wishes: { architecture: 'segnet' } };
    expect(unfitness({ ...parent, isImported: true }, wish)).toMatchObject({ setting: 'architecture' });
  });
});
