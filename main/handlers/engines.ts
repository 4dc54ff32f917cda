import { startInstallEngineJob } from '../jobs/installEngine.ts';
import { os } from './implementer.ts';

export const enginesHandlers = {
  install: os.engines.install.handler(({ context }) => startInstallEngineJob(context)),
};
