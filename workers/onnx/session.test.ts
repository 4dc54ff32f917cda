import { afterEach, describe, expect, it, vi } from 'vitest';
import { emulatedGraphics, hasEmulatedGraphics } from '../../tests/fixtures/emulatedGraphics.ts';
import { chooseDevice } from './session.ts';

afterEach(() => vi.unstubAllEnvs());

describe('the choice of the device', () => {
  it('says why a named device cannot be used', async () => {
    vi.stubEnv('VK_DRIVER_FILES', '/nothing');
    vi.stubEnv('VK_ICD_FILENAMES', '/nothing');
    await expect(chooseDevice('cuda')).rejects.toMatchObject({
      code: 'DEVICE_UNAVAILABLE',
      message: expect.stringMatching(/^The device cuda cannot be used: .+\.$/) as string,
    });
    expect(await chooseDevice('cpu')).toMatchObject({ device: 'cpu', trials: [{ device: 'cpu', usable: true }] });
  }, 60_000);

  it.runIf(hasEmulatedGraphics)(
    'passes over an emulation, but takes it where it is named',
    async () => {
      for (const [name, value] of Object.entries(emulatedGraphics)) vi.stubEnv(name, value);
      const { device, trials } = await chooseDevice('auto');
      expect([device, trials.map((trial) => [trial.device, trial.usable])]).toEqual([
        'cpu',
        [
          ['cuda', false],
          ['webgpu', false],
          ['cpu', true],
        ],
      ]);
      expect(trials[1]?.reason).toMatch(/slower than the processor/);
      expect(await chooseDevice('webgpu')).toMatchObject({ device: 'webgpu', trials: [{ usable: true }] });
    },
    120_000,
  );
});
