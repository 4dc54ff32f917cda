import { startInstallEngineJob } from '../jobs/installEngine.ts';
import { startSpeedTestJob } from '../jobs/testSpeed.ts';
import { os } from './implementer.ts';

export const enginesHandlers = {
  testSpeed: os.engines.testSpeed.handler(({ context, input }) => startSpeedTestJob(context, input.devices)),
  speeds: os.engines.speeds.handler(async ({ context }) => (await context.knownDevices.read()).speeds),
  install: os.engines.install.handler(({ context }) => startInstallEngineJob(context)),
};
