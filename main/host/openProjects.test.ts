import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { HostEvent } from '../../app/contract/events.ts';
import { imageRecord } from '../../tests/fixtures/records.ts';
import { createStoreHost, type StoreHost } from '../../tests/fixtures/storeHost.ts';
import { temporaryFolder } from '../../tests/fixtures/temporaryFolder.ts';
import { openProjectStore } from '../store/projectStore.ts';

test('opening another project ends and forgets the jobs of the one before, and frees it', async () => {
  const { folder, host } = newHost();
  const [one, two] = [join(folder, 'one'), join(folder, 'two')];
  await host.projects.create(one, 'One');
  let jobSawProject: string | undefined;
  const job = host.jobs.start({
    kind: 'predict',
    title: { kind: 'predict', images: 1 },
    unit: 'images',
    work: async ({ signal }) => {
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      jobSawProject = host.projects.current()?.name;
      throw new Error('cancelled');
    },
  });
  const finished = host.jobs.finished(job.id);
  const dismissed: string[] = [];
  host.events.listen((event) => void (event.kind === 'jobDismissed' && dismissed.push(event.jobId)));
  await host.projects.create(two, 'Two');
  expect((await finished).state).toBe('cancelled');
  expect([host.jobs.list(), dismissed]).toEqual([[], [job.id]]);
  expect([jobSawProject, host.projects.current()?.name]).toEqual(['One', 'Two']);
  openProjectStore(one).close();
});

test('work on the machine outlives the project, until the host ends', async () => {
  const { folder, host } = newHost();
  await host.projects.create(join(folder, 'one'), 'One');
  const packages = Promise.withResolvers<null>();
  const install = (wait: Promise<unknown>) =>
    host.jobs.start({
      kind: 'installEngine',
      title: { kind: 'installEngine' },
      unit: 'packages',
      work: async ({ signal }) => {
        signal.throwIfAborted();
        await Promise.race([wait, new Promise((resolve) => signal.addEventListener('abort', resolve))]);
        signal.throwIfAborted();
        return { kind: 'installEngine', engine: 'tfjs-gpu', folder };
      },
    });
  const job = install(packages.promise);
  await host.projects.create(join(folder, 'two'), 'Two');
  await host.projects.close();
  expect(host.jobs.list()).toMatchObject([{ id: job.id, state: 'running' }]);
  packages.resolve(null);
  expect((await host.jobs.finished(job.id)).state).toBe('succeeded');
  const endless = install(new Promise(() => undefined));
  const cancelled = host.jobs.finished(endless.id);
  await host.jobs.close();
  expect((await cancelled).state).toBe('cancelled');
  expect(host.jobs.list()).toEqual([]);
});

test('a project that cannot be opened leaves the open one as it is; openings at once come one after another', async () => {
  const { folder, host } = newHost();
  const [one, two] = [join(folder, 'one'), join(folder, 'two')];
  await host.projects.create(one, 'One');
  await expect(host.projects.open(folder)).rejects.toMatchObject({ code: 'PROJECT_NOT_FOUND' });
  expect(host.projects.required().folder).toBe(one);
  expect(await host.projects.open(`${one}/`)).toBe(host.projects.required());
  await host.projects.create(two, 'Two');
  await Promise.all([host.projects.open(one), host.projects.open(two), host.projects.open(one)]);
  expect(host.projects.required().folder).toBe(one);
  openProjectStore(two).close();
  await host.projects.close();
  expect(() => host.projects.required()).toThrow('No project is open');
});

test('windows hear of the project, of its counts soon after a change, and of its end', async () => {
  const { folder, host } = newHost();
  const heard: HostEvent[] = [];
  host.events.listen((event) => void (event.kind === 'project' && heard.push(event)));
  const project = await host.projects.create(join(folder, 'one'), 'One');
  project.images.add([imageRecord('i')]);
  for (let count = 0; count < 5; count++) host.events.publish({ kind: 'imagesChanged', imageIds: null });
  await vi.waitFor(() => expect(heard).toHaveLength(2), 5000);
  await host.projects.close();
  expect(heard.map((event) => (event.kind === 'project' ? (event.project?.images ?? null) : undefined))).toEqual([
    0,
    1,
    null,
  ]);
});

test('a project that has changed is copied when it is opened', async () => {
  const { folder, host } = newHost();
  const project = await host.projects.create(join(folder, 'one'), 'One');
  for (let opening = 0; opening < 3; opening++) {
    await host.projects.close();
    await host.projects.open(project.folder);
  }
  await host.projects.close();
  expect(readdirSync(join(project.folder, 'backups'))).toHaveLength(1);
});

function newHost(): { readonly folder: string; readonly host: StoreHost } {
  const folder = temporaryFolder();
  const host = createStoreHost(folder);
  onTestFinished(() => host.projects.close());
  return { folder, host };
}
