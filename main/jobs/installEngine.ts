import { AppError } from '../../app/contract/errors.ts';
import type { Job } from '../../app/contract/jobs.ts';
import { packageRegistry } from '../engines/downloadPackage.ts';
import { installTfjs, isTfjsMadeFor, tfjsRecipe } from '../engines/installTfjs.ts';
import type { HostContext } from '../host/hostContext.ts';
import { tfjsFolder } from '../host/userFolders.ts';

/** Installs tfjs-node-gpu; one at a time. */
export function startInstallEngineJob(context: Pick<HostContext, 'jobs'>): Job {
  const isRunning = context.jobs.list().some((job) => job.kind === 'installEngine' && job.finishedAt === null);
  if (isRunning) throw new AppError('JOB_RUNNING', 'tfjs-node-gpu is being installed already.');
  if (!isTfjsMadeFor(process.platform, process.arch)) {
    const system = `${process.platform} on ${process.arch}`;
    const sentence = `tfjs-node-gpu exists for Linux and Windows on x64 processors alone; this is ${system}.`;
    throw new AppError('DEVICE_UNAVAILABLE', sentence);
  }
  const folder = tfjsFolder();
  return context.jobs.start({
    kind: 'installEngine',
    title: { kind: 'installEngine' },
    unit: 'packages',
    work: async (progress) => {
      await installTfjs(folder, tfjsRecipe(), packageRegistry(), progress);
      return { kind: 'installEngine', engine: 'tfjs-gpu', folder };
    },
  });
}
