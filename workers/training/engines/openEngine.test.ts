import { afterEach, expect, it, vi } from 'vitest';
import type { Device, DeviceMemory, DeviceSpeed } from '../../../app/contract/workerMessages.ts';
import { openEngine } from './openEngine.ts';
import { speedTestSettings } from './speedTest.ts';

afterEach(() => vi.unstubAllEnvs());

const settings = speedTestSettings({ width: 4, depth: 1, patchSize: 16, batchSize: 1 });
const measuredAt = Date.UTC(2026, 10, 21);
function speed(device: Device, stepsPerSecond: number): DeviceSpeed {
  return { kind: 'measured', device, stepsPerSecond, cutOutsPerSecond: stepsPerSecond, measuredAt };
}
const failed = (device: Device): DeviceSpeed => ({ kind: 'failed', device, reason: 'No card.', measuredAt });

it('goes on without the fastest device where it does not start any more, and has it forgotten', async () => {
  vi.stubEnv('MASKWRIGHT_TFJS', '/nothing');
  const known: DeviceMemory = {
    findings: [{ device: 'tfjs', works: true, faster: null, reason: 'It works.', fix: '', triedAt: measuredAt }],
    speeds: [speed('cpu', 2), speed('tfjs', 20), failed('cuda'), failed('webgpu')],
  };
  const forgotten: Device[] = [];
  const notes = { known, remember: () => undefined, forget: (device: Device) => void forgotten.push(device) };
  const engine = await openEngine(settings, 'auto', 1, notes);
  await engine.release();
  expect(engine.device).toBe('cpu');
  expect(forgotten).toEqual(['tfjs']);
  expect(engine.trials).toMatchObject([
    { device: 'tfjs', usable: false, reason: 'The device tfjs answered its test and does not start now.' },
    { device: 'cuda', usable: false, reason: 'Its speed test of 2026-11-21 failed: No card.' },
    { device: 'webgpu', usable: false },
    { device: 'cpu', usable: true },
  ]);
});
