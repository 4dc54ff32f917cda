import { expect, it } from 'vitest';
import type { Device, DeviceMemory, DeviceSpeed } from './workerMessages.ts';
import { devicesToTry, knownFastest, speedRatio, speedReason } from './deviceOrder.ts';

const measuredAt = Date.UTC(2026, 10, 21);

function measured(speeds: Partial<Record<Device, number | string>>): DeviceMemory {
  const entries = Object.entries(speeds) as [Device, number | string][];
  return {
    findings: [],
    speeds: entries.map(([device, speed]): DeviceSpeed => {
      if (typeof speed === 'string') return { kind: 'failed', device, reason: speed, measuredAt };
      return { kind: 'measured', device, stepsPerSecond: speed, cutOutsPerSecond: 4 * speed, measuredAt };
    }),
  };
}

it.each([
  [{}, ['cuda', 'webgpu']],
  [{ cpu: 2, webgpu: 8 }, ['webgpu', 'cuda']],
  [{ cpu: 2, webgpu: 1 }, ['cuda', 'webgpu']],
  [{ cpu: 2, webgpu: 8, cuda: 20, tfjs: 12 }, ['cuda', 'tfjs', 'webgpu']],
  [{ cpu: 2, webgpu: 8, cuda: 'It crashed.', tfjs: 12 }, ['tfjs', 'webgpu', 'cuda']],
  // Without the processor's speed nothing is known of what is worth taking.
  [{ webgpu: 8, tfjs: 9 }, ['cuda', 'webgpu']],
] as const)('puts the fastest measured device first: %j', (speeds, order) => {
  expect(devicesToTry(measured(speeds))).toEqual(order);
});

it('says what was measured', () => {
  const known = measured({ cpu: 2, webgpu: 8.51, cuda: 'It crashed.' });
  expect([speedRatio(known, 'webgpu'), speedRatio(known, 'cuda'), speedRatio(known, 'tfjs')]).toEqual([4.255, 0, null]);
  expect(speedReason(known, 'webgpu')).toBe(
    'It took 8.51 training steps a second and the processor 2.00, measured on 2026-11-21.',
  );
  expect(speedReason(known, 'cuda')).toBe('Its speed test of 2026-11-21 failed: It crashed.');
  expect(speedReason(known, 'tfjs')).toBeNull();
});

it.each([
  ['nothing', {}, [], 'cpu'],
  ['a faster device', {}, [['webgpu', true, true]], 'webgpu'],
  ['an emulation', {}, [['webgpu', true, false]], 'cpu'],
  ['a device that was not compared', {}, [['cuda', true, null]], 'cpu'],
  ['a device that broke down', {}, [['cuda', false, null]], 'cpu'],
  [
    'several',
    {},
    [
      ['cuda', false, null],
      ['webgpu', true, true],
    ],
    'webgpu',
  ],
  ['speeds', { cpu: 2, webgpu: 8, tfjs: 9 }, [['webgpu', true, true]], 'tfjs'],
  ['that the processor is faster', { cpu: 9, webgpu: 8 }, [['webgpu', true, true]], 'cpu'],
] as const)('names the fastest where %s is known', (_what, speeds, findings, fastest) => {
  const found = findings.map(([device, works, faster]) => ({ device, works, faster, reason: '', fix: '', triedAt: 0 }));
  expect(knownFastest({ ...measured(speeds), findings: found })).toBe(fastest);
});
