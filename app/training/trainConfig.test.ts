import { describe, expect, it } from 'vitest';
import {
  defaultTrainConfig,
  fieldProblem,
  parseTrainConfig,
  trainConfigFields,
  trainConfigKeys,
} from './trainConfig.ts';

describe('the training configuration', () => {
  it('fills in every default and keeps what is given', () => {
    expect(parseTrainConfig({ width: 8, device: 'cpu', minutes: null, steps: 3 })).toEqual({
      ...defaultTrainConfig,
      width: 8,
      device: 'cpu',
      minutes: null,
      steps: 3,
    });
  });

  it('describes every field, and every default fits its own field', () => {
    for (const key of trainConfigKeys) {
      const field = trainConfigFields[key];
      expect(field.description, key).toMatch(/^[A-Z].{10,}\.$/);
      expect(fieldProblem(field, field.default), key).toBeNull();
    }
  });

  it.each([
    [{ widht: 8 }, 'The training setting "widht" does not exist'],
    [{ width: 8.5 }, 'The training setting "width" must be a whole number from 4 to 128.'],
    [{ learningRate: '0.1' }, 'The training setting "learningRate" must be a number from 0.000001 to 1.'],
    [{ learningRate: NaN }, 'The training setting "learningRate" must be a number'],
    [{ device: 'gpu' }, 'The training setting "device" must be one of auto, cpu, webgpu, cuda, tfjs.'],
    [{ flips: 1 }, 'The training setting "flips" must be true or false.'],
    [{ initialModel: 3 }, 'The training setting "initialModel" must be a path or null.'],
    [{ minutes: null }, 'Training needs an end'],
    [{ crossEntropyWeight: 0, diceWeight: 0 }, 'Training needs a loss: set one of crossEntropyWeight, diceWeight, '],
    [{ patchSize: 100 }, '"patchSize" must be a multiple of 8 for U-Net, such as 96 or 104.'],
    [{ architecture: 'pspnet', patchSize: 32 }, '"patchSize" must be a multiple of 64 for PSPNet, such as 64.'],
    [{ architecture: 'deeplabV3Plus', depth: 6 }, 'DeepLabv3+ needs the training setting "depth" from 2 to 5.'],
    [{ architecture: 'panopticDeeplab' }, 'Panoptic-DeepLab finds objects by their centres'],
    [{ fromModel: 'net.onnx', dropout: 0.2 }, 'The training setting "dropout" is for networks of the catalogue'],
    [[], 'must be a JSON object'],
  ])('refuses %j', (values, message) => {
    expect(() => parseTrainConfig(values)).toThrow(
      expect.objectContaining({ code: 'INVALID_INPUT', message: expect.stringContaining(message) as string }),
    );
  });
});
