import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import type { DeviceFinding, DeviceSpeed } from '../../app/contract/workerMessages.ts';
import { temporaryFolder } from '../../tests/fixtures/temporaryFolder.ts';
import { createKnownDevices, type KnownDevices } from './knownDevices.ts';
import { machineKey } from './machineKey.ts';

const log = pino({ level: 'silent' });
const webgpu: DeviceFinding = {
  device: 'webgpu',
  works: true,
  faster: true,
  reason: 'It works.',
  fix: '',
  triedAt: 1_000,
};
const cuda: DeviceFinding = { ...webgpu, device: 'cuda', works: false, faster: null, reason: 'No card.' };
const speed: DeviceSpeed = {
  kind: 'measured',
  device: 'webgpu',
  stepsPerSecond: 8,
  cutOutsPerSecond: 32,
  measuredAt: 2_000,
};
const none = { findings: [], speeds: [] };

function onMachine(folder: string, machine: Readonly<Record<string, string>> = { driver: '1' }): KnownDevices {
  return createKnownDevices(log, folder, () => Promise.resolve(machine));
}

it('keeps the newest of each device, for every program of this person', async () => {
  const folder = join(temporaryFolder(), 'fresh');
  const known = onMachine(folder);
  expect(await known.read()).toEqual(none);
  // Not waited for, as messages of a worker come.
  void known.remember({ ...webgpu, works: false });
  void known.remember(cuda);
  void known.rememberSpeed(speed);
  void known.remember(webgpu);
  expect(await known.read()).toEqual({ findings: [cuda, webgpu], speeds: [speed] });
  expect(await onMachine(folder).read()).toEqual({ findings: [cuda, webgpu], speeds: [speed] });
  expect(readdirSync(folder)).toEqual(['devices.json']);
});

it('forgets a device that failed, with its speed, and nothing else', async () => {
  const known = onMachine(temporaryFolder());
  await known.remember(webgpu);
  await known.remember(cuda);
  await known.rememberSpeed(speed);
  await known.forget('webgpu');
  expect(await known.read()).toEqual({ findings: [cuda], speeds: [] });
});

it('knows nothing on a machine that changed, and begins anew there', async () => {
  const folder = temporaryFolder();
  await onMachine(folder).remember(webgpu);
  const updated = onMachine(folder, { driver: '2' });
  expect(await updated.read()).toEqual(none);
  await updated.remember(cuda);
  expect(await updated.read()).toEqual({ findings: [cuda], speeds: [] });
  expect(await onMachine(folder).read()).toEqual(none);
});

it.each([
  ['{"machine": {"driver": "1"}, "findings": [{"device": "abacus"}], "speeds": []}'],
  [
    '{"machine": {"driver": "1"}, "findings": [], "speeds": [{"kind": "measured", "device": "cpu", "stepsPerSecond": 0}]}',
  ],
  ['{"machine": {"driver": "1"}, "fin'],
  ['[]'],
])('begins anew after a file that is not its own: %s', async (content) => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'devices.json'), content);
  const known = onMachine(folder);
  expect(await known.read()).toEqual(none);
  await known.remember(webgpu);
  expect(await known.read()).toEqual({ findings: [webgpu], speeds: [] });
});

it('goes on without a memory where it cannot be written', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'file'), '');
  const known = onMachine(join(folder, 'file'));
  await known.remember(webgpu);
  expect(await known.read()).toEqual(none);
  const unseen = createKnownDevices(log, folder, () => Promise.reject(new Error('no such file')));
  await unseen.remember(webgpu);
  expect(await unseen.read()).toEqual(none);
});

it('tells machines apart by what graphics libraries are told, and by the installation of tfjs', async () => {
  const home = temporaryFolder();
  const plain = await machineKey({ MASKWRIGHT_HOME: home });
  expect(await machineKey({ MASKWRIGHT_HOME: home })).toEqual(plain);
  expect(await machineKey({ MASKWRIGHT_HOME: home, VK_DRIVER_FILES: '/other.json' })).not.toEqual(plain);
  expect(plain.onnxruntime).toContain(onnxruntimeVersion());
  expect(plain.tfjs).toBe('none');
});

function onnxruntimeVersion(): string {
  const manifest = join(import.meta.dirname, '..', '..', 'package.json');
  const { dependencies } = JSON.parse(readFileSync(manifest, 'utf8')) as { dependencies: Record<string, string> };
  return dependencies['onnxruntime-node'] ?? '?';
}
