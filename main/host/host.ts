import { createRouterClient, type RouterClient } from '@orpc/server';
import type { Logger } from 'pino';
import type { Hello } from '../../app/contract/views.ts';
import { router } from '../handlers/router.ts';
import { createModelReaders } from '../inference/modelReaders.ts';
import { createJobBoard } from '../jobs/jobBoard.ts';
import { createImageWorkers } from '../media/imageWorkers.ts';
import { createActiveRuns } from '../training/activeRuns.ts';
import { createFetchHandler } from '../server/fetchHandler.ts';
import type { FetchHandler } from '../server/nodeBridge.ts';
import { createEventHub, type EventHub } from './eventHub.ts';
import type { HostContext } from './hostContext.ts';
import { createHostLog, type TerminalLogLevel } from './hostLog.ts';
import { createKnownDevices } from './knownDevices.ts';
import { createOpenProjects } from './openProjects.ts';
import { builtPageFolder } from './pageFolder.ts';
import { createUserSettings } from './userSettings.ts';

export interface HostOptions {
  /** Default: what `logLevel` asks for. */
  readonly log?: Logger;
  /** What of the log goes to stderr; default: nothing, all of it goes to the log file. */
  readonly logLevel?: TerminalLogLevel;
  /** What the window around the page can do; default: nothing, as in a browser. */
  readonly capabilities?: Hello['capabilities'];
  /** The built page; default: the one of this installation. */
  readonly pageFolder?: string;
}

export interface Host {
  readonly context: HostContext;
  /** The handlers without HTTP in between: the command line and tests. */
  readonly client: RouterClient<typeof router>;
  readonly fetch: FetchHandler;
  /** Ends jobs and workers and closes the project; may be called twice. */
  close(): Promise<void>;
}

const heartbeatIntervalMs = 5000;

/** The application without a window: everything that the contract promises, in plain Node. */
export async function createHost(options: HostOptions = {}): Promise<Host> {
  const log = options.log ?? createHostLog(options.logLevel);
  const events = createEventHub();
  const jobs = createJobBoard(events, log);
  const imageWorkers = createImageWorkers(log);
  const settings = createUserSettings();
  const context: HostContext = {
    log,
    events,
    jobs,
    activeRuns: createActiveRuns(),
    modelReaders: createModelReaders(),
    imageWorkers,
    settings,
    knownDevices: createKnownDevices(log),
    capabilities: options.capabilities ?? { nativeDialogs: false, revealInFolder: false },
    projects: createOpenProjects(events, jobs, settings, log),
  };
  const stopHeartbeat = startHeartbeat(events);
  let closing: Promise<void> | null = null;
  const close = async (): Promise<void> => {
    stopHeartbeat();
    await jobs.close();
    await context.projects.close();
    await imageWorkers.close();
    log.flush();
  };
  return {
    context,
    client: createRouterClient(router, { context }),
    fetch: createFetchHandler(context, options.pageFolder ?? builtPageFolder()),
    close: () => (closing ??= close()),
  };
}

function startHeartbeat(events: EventHub): () => void {
  const timer = setInterval(() => events.publish({ kind: 'heartbeat', at: Date.now() }), heartbeatIntervalMs);
  timer.unref();
  return () => clearInterval(timer);
}
