import { AppError } from '../../app/contract/errors.ts';
import type { Job } from '../../app/contract/jobs.ts';
import type { Device, DeviceMemory, DeviceSpeed } from '../../app/contract/workerMessages.ts';
import { measureDevice, usualSpeedTest, type SpeedTestLimits } from '../engines/measureDevice.ts';
import type { HostContext } from '../host/hostContext.ts';

/**
 * Measures how fast devices train, one after the other, and remembers it; by default all that work. The processor comes
 * first where it was not measured yet, because the others are compared with it. Throws JOB_RUNNING beside a training.
 */
export async function startSpeedTestJob(
  context: Pick<HostContext, 'jobs' | 'knownDevices' | 'activeRuns'>,
  wanted: readonly Device[] | undefined,
  limits: SpeedTestLimits = usualSpeedTest,
): Promise<Job> {
  const { jobs, knownDevices, activeRuns } = context;
  const devices = devicesToMeasure(await knownDevices.read(), wanted);
  activeRuns.requireNone();
  if (jobs.list().some((job) => job.kind === 'speedTest' && job.finishedAt === null)) {
    throw new AppError('JOB_RUNNING', 'The speed of a device is being tested already.');
  }
  return jobs.start({
    kind: 'speedTest',
    title: { kind: 'speedTest', devices: devices.length },
    unit: 'seconds',
    total: devices.length * limits.seconds,
    work: async (progress) => {
      const speeds: DeviceSpeed[] = [];
      for (const [index, device] of devices.entries()) {
        const before = index * limits.seconds;
        progress.update({ done: before, detail: { kind: 'device', device } });
        const advance = (seconds: number): void => progress.update({ done: before + seconds });
        const speed = await measureDevice(device, limits, progress.signal, advance);
        await knownDevices.rememberSpeed(speed);
        speeds.push(speed);
      }
      return { kind: 'speedTest', speeds };
    },
  });
}

function devicesToMeasure(
  { findings, speeds }: DeviceMemory,
  wanted: readonly Device[] | undefined,
): readonly Device[] {
  const working = findings.flatMap(({ device, works }) => (works ? [device] : []));
  const chosen = wanted ?? (['cpu', ...working] as const);
  const hasProcessor = speeds.some(({ device, kind }) => device === 'cpu' && kind === 'measured');
  return [...new Set(hasProcessor ? chosen : (['cpu', ...chosen] as const))];
}
