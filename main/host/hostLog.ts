import { join } from 'node:path';
import { destination, pino, type Logger } from 'pino';
import { dataFolder } from './userFolders.ts';

/** `debug`: everything, on stderr, for a person who looks for a fault. `silent`: nothing there, but the file. */
export type TerminalLogLevel = 'debug' | 'silent';

/** JSON lines in `logs/host.log` of the user's data folder, or on stderr. Written at once: a crash loses nothing. */
export function createHostLog(terminal: TerminalLogLevel = 'silent'): Logger {
  if (terminal === 'debug') return pino({ name: 'host', level: 'debug' }, destination({ dest: 2, sync: true }));
  const file = join(dataFolder(), 'logs', 'host.log');
  return pino({ name: 'host', level: 'info' }, destination({ dest: file, mkdir: true, sync: true }));
}
