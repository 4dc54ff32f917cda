import { defaultFolder } from '../host/userFolders.ts';
import { version } from '../host/version.ts';
import { os } from './implementer.ts';

export const helloHandler = os.hello.handler(({ context }) => ({
  version,
  capabilities: context.capabilities,
  project: context.projects.current()?.summary() ?? null,
  defaultFolder: defaultFolder(),
}));
