import type { Logger } from 'pino';
import type { ModelReaders } from '../inference/modelReaders.ts';
import type { JobBoard } from '../jobs/jobBoard.ts';
import type { ImageWorkers } from '../media/imageWorkers.ts';
import type { ProjectStore } from '../store/projectStore.ts';
import type { ActiveRuns } from '../training/activeRuns.ts';
import type { EventHub } from './eventHub.ts';
import type { KnownDevices } from './knownDevices.ts';
import type { UserSettings } from './userSettings.ts';

/** What every handler and job works with. One host serves one project at a time. */
export interface HostContext {
  readonly log: Logger;
  readonly events: EventHub;
  readonly jobs: JobBoard;
  readonly activeRuns: ActiveRuns;
  readonly modelReaders: ModelReaders;
  readonly imageWorkers: ImageWorkers;
  readonly settings: UserSettings;
  readonly knownDevices: KnownDevices;
  readonly capabilities: { readonly nativeDialogs: boolean; readonly revealInFolder: boolean };
  readonly projects: OpenProjects;
}

/** The project that is open now. */
export interface OpenProjects {
  /** `null` where none is open. */
  current(): ProjectStore | null;
  /** The open project; throws NO_PROJECT_OPEN. */
  required(): ProjectStore;
  /** Closes the open project (after its jobs have ended) and opens or creates another. */
  open(folder: string): Promise<ProjectStore>;
  create(folder: string, name: string): Promise<ProjectStore>;
  close(): Promise<void>;
}
