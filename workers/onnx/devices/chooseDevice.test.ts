import { afterEach, describe, expect, it, vi } from 'vitest';
import type { DeviceFinding, DeviceMemory, DeviceSpeed } from '../../../app/contract/workerMessages.ts';
import { emulatedGraphics, hasEmulatedGraphics } from '../../../tests/fixtures/emulatedGraphics.ts';
import { chooseDevice } from './chooseDevice.ts';
import type { DeviceNotes } from './deviceNotes.ts';

afterEach(() => vi.unstubAllEnvs());

function withoutGraphics(): void {
  vi.stubEnv('LD_LIBRARY_PATH', '');
  vi.stubEnv('VK_DRIVER_FILES', '/nothing');
  vi.stubEnv('VK_ICD_FILENAMES', '/nothing');
}

/** Notes that a test begins with, and what was noted since. */
function notesOf(known: Partial<DeviceMemory>): DeviceNotes & { readonly noted: DeviceFinding[] } {
  const noted: DeviceFinding[] = [];
  return {
    known: { findings: [], speeds: [], ...known },
    remember: (finding) => void noted.push(finding),
    forget: () => undefined,
    noted,
  };
}

const triedAt = Date.UTC(2026, 10, 21);
function finding(device: 'cuda' | 'webgpu', works: boolean, faster: boolean | null): DeviceFinding {
  return { device, works, faster, reason: works ? 'It works.' : 'No card.', fix: '', triedAt };
}
function speed(device: 'cpu' | 'webgpu', stepsPerSecond: number): DeviceSpeed {
  return { kind: 'measured', device, stepsPerSecond, cutOutsPerSecond: 4 * stepsPerSecond, measuredAt: triedAt };
}

describe('the choice of the device', () => {
  it('says why a named device cannot be used', async () => {
    withoutGraphics();
    const notes = notesOf({});
    await expect(chooseDevice('cuda', notes)).rejects.toMatchObject({
      code: 'DEVICE_UNAVAILABLE',
      message: expect.stringMatching(/^The device cuda cannot be used: .+\.$/) as string,
    });
    expect(notes.noted).toMatchObject([{ device: 'cuda', works: false, faster: null }]);
    expect(await chooseDevice('cpu')).toMatchObject({ device: 'cpu', trials: [{ device: 'cpu', usable: true }] });
  }, 60_000);

  it('believes what is remembered, and says from when', async () => {
    const notes = notesOf({ findings: [finding('cuda', false, null), finding('webgpu', true, true)] });
    expect(await chooseDevice('auto', notes)).toEqual({
      device: 'webgpu',
      trials: [
        { device: 'cuda', usable: false, reason: 'No card. Remembered from 2026-11-21.' },
        { device: 'webgpu', usable: true, reason: 'It works. Remembered from 2026-11-21.' },
      ],
    });
    expect((await chooseDevice('webgpu', notes)).trials).toEqual([
      { device: 'webgpu', usable: true, reason: 'It works. Remembered from 2026-11-21.' },
    ]);
    expect(notes.noted).toEqual([]);
  });

  it('tries a named device again that did not work, and what was never compared', async () => {
    withoutGraphics();
    const broken = notesOf({ findings: [finding('cuda', false, null)] });
    await expect(chooseDevice('cuda', broken)).rejects.toMatchObject({ code: 'DEVICE_UNAVAILABLE' });
    expect(broken.noted).toMatchObject([{ device: 'cuda' }]);
    const uncompared = notesOf({ findings: [finding('cuda', false, null), finding('webgpu', true, null)] });
    expect((await chooseDevice('auto', uncompared)).device).toBe('cpu');
    expect(uncompared.noted).toMatchObject([{ device: 'webgpu', works: false }]);
  }, 60_000);

  it('takes the device that was measured to be faster than the processor, and no slower one', async () => {
    const findings = [finding('cuda', false, null), finding('webgpu', true, false)];
    const fast = notesOf({ findings, speeds: [speed('cpu', 2), speed('webgpu', 9)] });
    expect((await chooseDevice('auto', fast)).device).toBe('webgpu');
    const slow = notesOf({ findings, speeds: [speed('cpu', 2), speed('webgpu', 0.5)] });
    const { device, trials } = await chooseDevice('auto', slow);
    expect(device).toBe('cpu');
    expect(trials[1]).toEqual({
      device: 'webgpu',
      usable: false,
      reason: 'It took 0.500 training steps a second and the processor 2.00, measured on 2026-11-21.',
    });
  });

  it.runIf(hasEmulatedGraphics)(
    'passes over an emulation, but takes it where it is named',
    async () => {
      for (const [name, value] of Object.entries(emulatedGraphics)) vi.stubEnv(name, value);
      const notes = notesOf({});
      const { device, trials } = await chooseDevice('auto', notes);
      expect([device, trials.map((trial) => [trial.device, trial.usable])]).toEqual([
        'cpu',
        [
          ['cuda', false],
          ['webgpu', false],
          ['cpu', true],
        ],
      ]);
      expect(trials[1]?.reason).toMatch(/slower than the processor/);
      expect(notes.noted).toMatchObject([
        { device: 'cuda', works: false },
        { device: 'webgpu', works: true, faster: false },
      ]);
      expect(await chooseDevice('webgpu')).toMatchObject({ device: 'webgpu', trials: [{ usable: true }] });
    },
    120_000,
  );
});
