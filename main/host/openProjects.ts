import { resolve } from 'node:path';
import type { Logger } from 'pino';
import { AppError } from '../../app/contract/errors.ts';
import type { JobBoard } from '../jobs/jobBoard.ts';
import { changedSinceBackup } from '../store/backups.ts';
import { networkDrive } from '../store/networkDrive.ts';
import { createProjectStore, openProjectStore, type ProjectStore } from '../store/projectStore.ts';
import type { EventHub } from './eventHub.ts';
import type { OpenProjects } from './hostContext.ts';
import type { UserSettings } from './userSettings.ts';

const summaryIntervalMs = 300;

interface OpenedProject {
  readonly store: ProjectStore;
  /** Resolves when the copy on opening is written, or has failed and is in the log. */
  readonly backedUp: Promise<void>;
}

/** Holds at most one project open, and tells every window of it and of its counts as they change. */
export function createOpenProjects(
  events: EventHub,
  jobs: JobBoard,
  settings: UserSettings,
  log: Logger,
): OpenProjects {
  let opened: OpenedProject | null = null;
  const inTurn = createTurns();
  const summaries = throttledSummaries(events, () => opened?.store ?? null);

  const close = async (): Promise<void> => {
    const project = opened;
    if (project === null) return;
    await jobs.closeProject();
    await project.backedUp;
    opened = null;
    summaries.cancel();
    project.store.close();
    log.info({ folder: project.store.folder }, 'project closed');
    events.publish({ kind: 'project', project: null });
  };

  /** The project before it is closed only now: one that cannot be opened changes nothing. */
  const present = async (store: ProjectStore, backupIsDue: boolean): Promise<ProjectStore> => {
    await close();
    opened = { store, backedUp: backupIsDue ? backUp(store, log) : Promise.resolve() };
    remember(store, settings, log);
    warnOfSharedDrive(store.folder, log);
    log.info({ folder: store.folder }, 'project opened');
    events.publish({ kind: 'project', project: store.summary() });
    return store;
  };

  return {
    current: () => opened?.store ?? null,
    required: () => {
      if (opened === null) throw new AppError('NO_PROJECT_OPEN', 'No project is open; open or make one first.');
      return opened.store;
    },
    open: (folder) =>
      inTurn(async () => {
        if (opened?.store.folder === resolve(folder)) return opened.store;
        const backupIsDue = changedSinceBackup(folder);
        return present(openProjectStore(folder), backupIsDue);
      }),
    create: (folder, name) => inTurn(async () => present(createProjectStore(folder, name), false)),
    close: () => inTurn(close),
  };
}

/** Runs one piece of work after another, whatever became of the one before. */
function createTurns(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(work, work);
    last = turn;
    return turn;
  };
}

function remember(store: ProjectStore, settings: UserSettings, log: Logger): void {
  try {
    settings.rememberProject(store.folder, store.name);
  } catch (error) {
    log.warn({ err: error }, 'the list of recent projects could not be written');
  }
}

function warnOfSharedDrive(folder: string, log: Logger): void {
  const drive = networkDrive(folder);
  if (drive !== null) log.warn({ folder, drive }, 'the project lies on a shared drive, where SQLite is less safe');
}

/** A failed copy (a full disk) does not keep the person from working. */
async function backUp(store: ProjectStore, log: Logger): Promise<void> {
  try {
    log.info({ file: await store.backup() }, 'project backed up');
  } catch (error) {
    log.error({ err: error, folder: store.folder }, 'the backup on opening failed');
  }
}

/** Publishes the summary a moment after something changed, at most a few times a second. */
function throttledSummaries(events: EventHub, current: () => ProjectStore | null): { cancel(): void } {
  let timer: NodeJS.Timeout | null = null;
  const cancel = (): void => {
    if (timer) clearTimeout(timer);
    timer = null;
  };
  events.listen((event) => {
    if (event.kind !== 'edit' && event.kind !== 'imagesChanged') return;
    timer ??= setTimeout(() => {
      timer = null;
      const project = current()?.summary();
      if (project) events.publish({ kind: 'project', project });
    }, summaryIntervalMs);
  });
  return { cancel };
}
