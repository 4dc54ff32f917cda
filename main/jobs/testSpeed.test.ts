import { pino } from 'pino';
import { afterEach, expect, it, onTestFinished, vi } from 'vitest';
import type { DeviceFinding } from '../../app/contract/workerMessages.ts';
import { emulatedGraphics, hasEmulatedGraphics } from '../../tests/fixtures/emulatedGraphics.ts';
import { temporaryFolder } from '../../tests/fixtures/temporaryFolder.ts';
import { createEventHub } from '../host/eventHub.ts';
import { createKnownDevices, type KnownDevices } from '../host/knownDevices.ts';
import { createJobBoard, type JobBoard } from './jobBoard.ts';
import { startSpeedTestJob } from './testSpeed.ts';
import { createActiveRuns, type ActiveRuns } from '../training/activeRuns.ts';
import { measureDevice } from '../engines/measureDevice.ts';

afterEach(() => vi.unstubAllEnvs());

const size = { width: 4, depth: 1, patchSize: 32, batchSize: 2 };
const limits = { seconds: 0.2, timeoutMs: 60_000, size };
const never = new AbortController().signal;

function emulate(): void {
  for (const [name, value] of Object.entries(emulatedGraphics)) vi.stubEnv(name, value);
}

it('measures the steps of the real engine, and says how far it is', async () => {
  const heard: number[] = [];
  const speed = await measureDevice('cpu', limits, never, (seconds) => heard.push(seconds));
  expect(speed).toMatchObject({ kind: 'measured', device: 'cpu' });
  if (speed.kind === 'measured') expect(speed.cutOutsPerSecond / speed.stepsPerSecond).toBeCloseTo(2, 9);
  expect(heard[0]).toBe(0);
  expect(heard.at(-1)).toBe(0.2);
});

it('takes a device that does not start for an answer', async () => {
  vi.stubEnv('VK_DRIVER_FILES', '/nothing');
  vi.stubEnv('VK_ICD_FILENAMES', '/nothing');
  const speed = await measureDevice('tfjs', limits, never, () => undefined);
  expect(speed).toMatchObject({ kind: 'failed', device: 'tfjs', reason: expect.stringMatching(/./) as string });
});

it('ends a test that takes too long', async () => {
  expect(
    await measureDevice('cpu', { ...limits, seconds: 60, timeoutMs: 2_000 }, never, () => undefined),
  ).toMatchObject({
    kind: 'failed',
    reason: 'It did not finish its test within 2 seconds.',
  });
});

it('ends at once where it is not wanted any more', async () => {
  const abort = new AbortController();
  const measured = measureDevice('cpu', { ...limits, seconds: 60 }, abort.signal, () => abort.abort());
  await expect(measured).rejects.toMatchObject({ name: 'AbortError' });
});

interface TestHost {
  readonly jobs: JobBoard;
  readonly knownDevices: KnownDevices;
  readonly activeRuns: ActiveRuns;
}

function createTestHost(): TestHost {
  const log = pino({ level: 'silent' });
  const jobs = createJobBoard(createEventHub(), log);
  onTestFinished(() => jobs.close());
  const machine = { machine: 'of the test' };
  const knownDevices = createKnownDevices(log, temporaryFolder(), () => Promise.resolve(machine));
  return { jobs, knownDevices, activeRuns: createActiveRuns() };
}

const works: DeviceFinding = { device: 'webgpu', works: true, faster: null, reason: 'It works.', fix: '', triedAt: 1 };

it.runIf(hasEmulatedGraphics)(
  'measures every device that works, the processor first, and remembers it',
  async () => {
    emulate();
    const host = createTestHost();
    await host.knownDevices.remember({ ...works, device: 'cuda', works: false });
    await host.knownDevices.remember(works);
    const job = await startSpeedTestJob(host, undefined, limits);
    await expect(startSpeedTestJob(host, undefined, limits)).rejects.toMatchObject({ code: 'JOB_RUNNING' });
    const { result } = await host.jobs.finished(job.id);
    const measured = [
      { kind: 'measured', device: 'cpu' },
      { kind: 'measured', device: 'webgpu' },
    ];
    expect(result).toMatchObject({ kind: 'speedTest', speeds: measured });
    expect((await host.knownDevices.read()).speeds).toMatchObject(measured);
  },
  120_000,
);

it('measures the processor beside a named device only where that is not known yet', async () => {
  vi.stubEnv('VK_DRIVER_FILES', '/nothing');
  vi.stubEnv('VK_ICD_FILENAMES', '/nothing');
  const host = createTestHost();
  const devicesOf = async (): Promise<readonly string[]> => {
    const { result } = await host.jobs.finished((await startSpeedTestJob(host, ['tfjs'], limits)).id);
    return result?.kind === 'speedTest' ? result.speeds.map(({ device, kind }) => `${device} ${kind}`) : [];
  };
  expect(await devicesOf()).toEqual(['cpu measured', 'tfjs failed']);
  expect(await devicesOf()).toEqual(['tfjs failed']);
});

it('is refused beside a training, which would make it slow', async () => {
  const host = createTestHost();
  host.activeRuns.add('run', { pid: undefined, stop: () => undefined, finished: new Promise(() => undefined) });
  await expect(startSpeedTestJob(host, undefined, limits)).rejects.toMatchObject({ code: 'JOB_RUNNING' });
});
