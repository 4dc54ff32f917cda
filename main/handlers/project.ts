import { basename, join, resolve } from 'node:path';
import { existsSync } from 'node:fs';
import { defaultFolder } from '../host/userFolders.ts';
import { createSampleProject } from '../sample/createSampleProject.ts';
import { os } from './implementer.ts';

export const projectHandlers = {
  create: os.project.create.handler(async ({ context, input }) => {
    const folder = resolve(input.path);
    const store = await context.projects.create(folder, input.name ?? basename(folder));
    return store.summary();
  }),
  open: os.project.open.handler(async ({ context, input }) => (await context.projects.open(input.path)).summary()),
  close: os.project.close.handler(async ({ context }) => {
    await context.projects.close();
    return null;
  }),
  createSample: os.project.createSample.handler(async ({ context, input }) => {
    const store = await createSampleProject(context, resolve(input.path ?? freshSampleFolder()));
    return store.summary();
  }),
  recent: os.project.recent.handler(({ context }) => context.settings.recentProjects()),
  forgetRecent: os.project.forgetRecent.handler(({ context, input }) => {
    context.settings.forgetProject(input.path);
    return null;
  }),
  summary: os.project.summary.handler(({ context }) => context.projects.required().summary()),
};

/** "Sample", "Sample 2", ... below the default folder. */
function freshSampleFolder(): string {
  const folder = (number: number): string => join(defaultFolder(), number === 1 ? 'Sample' : `Sample ${number}`);
  let number = 1;
  while (existsSync(folder(number))) number++;
  return folder(number);
}
