import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { AppError } from '../../app/contract/errors.ts';
import type { Job } from '../../app/contract/jobs.ts';
import type { ModelSummary } from '../../app/contract/views.ts';
import type { SessionDevice } from '../../app/contract/workerMessages.ts';
import { latencyFile, type DeviceLatency } from '../../app/deployment/deviceLatency.ts';
import { measureLatency, usualLatencyTest, type LatencyLimits } from '../engines/measureLatency.ts';
import { checkDevice } from '../host/checkDevice.ts';
import type { HostContext } from '../host/hostContext.ts';
import { replaceFile } from '../host/replaceFile.ts';

const fileOf = (model: ModelSummary): string => join(model.folder, 'latency.json');

/** What was measured of a model so far; nothing where it was not, or the file cannot be read. */
export async function readLatencies(model: ModelSummary): Promise<readonly DeviceLatency[]> {
  try {
    return v.parse(latencyFile, JSON.parse(await readFile(fileOf(model), 'utf8')));
  } catch {
    return [];
  }
}

/**
 * Measures how long a model takes for a tile on each device, one after the other, and keeps that with the model; by default
 * on all devices that work, which are tried where that is not known. Throws JOB_RUNNING beside a training or another test.
 */
export function startLatencyJob(
  context: Pick<HostContext, 'jobs' | 'knownDevices' | 'activeRuns' | 'events' | 'modelReaders'>,
  model: ModelSummary,
  wanted: readonly SessionDevice[] | undefined,
  limits: LatencyLimits = usualLatencyTest,
): Job {
  context.activeRuns.requireNone();
  if (context.jobs.list().some((job) => job.kind === 'latency' && job.finishedAt === null)) {
    throw new AppError('JOB_RUNNING', 'The speed of a model is being measured already.');
  }
  return context.jobs.start({
    kind: 'latency',
    title: { kind: 'latency', model: model.name },
    unit: 'seconds',
    work: async (progress) => {
      const devices = [...new Set(wanted ?? (await workingDevices(context)))];
      progress.update({ total: devices.length * limits.seconds });
      const found: DeviceLatency[] = [];
      const release = context.modelReaders.hold(model.folder);
      try {
        for (const [index, device] of devices.entries()) {
          const before = index * limits.seconds;
          progress.update({ done: before, detail: { kind: 'device', device } });
          const advance = (seconds: number): void => progress.update({ done: before + seconds });
          found.push(await measureLatency(model.folder, device, limits, progress.signal, advance));
        }
      } finally {
        release();
      }
      const others = (await readLatencies(model)).filter(({ device }) => !devices.includes(device));
      const latencies = [...found, ...others].sort((a, b) => order.indexOf(a.device) - order.indexOf(b.device));
      replaceFile(fileOf(model), `${JSON.stringify(latencies, null, 2)}\n`);
      context.events.publish({ kind: 'modelsChanged' });
      return { kind: 'latency', modelId: model.id, latencies };
    },
  });
}

const order: readonly SessionDevice[] = ['cpu', 'webgpu', 'cuda'];
const graphics = ['webgpu', 'cuda'] as const;

async function workingDevices({ knownDevices }: Pick<HostContext, 'knownDevices'>): Promise<SessionDevice[]> {
  const { findings } = await knownDevices.read();
  const devices: SessionDevice[] = ['cpu'];
  for (const device of graphics) {
    const finding = findings.find((known) => known.device === device);
    const works = finding?.works ?? (await checkDevice(knownDevices, device)).device?.works;
    if (works === true) devices.push(device);
  }
  return devices;
}
