import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createHost } from '../host/host.ts';
import { startLoopbackServer } from '../server/loopbackServer.ts';
import { buildPageIfStale } from './buildPage.ts';
import { buildShell } from './buildPrograms.ts';
import { findElectron } from './electronBinary.ts';
import { openBrowser } from './openBrowser.ts';
import { repositoryFolder } from './repository.ts';

/** `npm start`: the studio in its own window where Electron can run, else the same page in the browser. */
const { values } = parseArgs({ options: { browser: { type: 'boolean' }, port: { type: 'string' } } });

if (await buildPageIfStale()) console.log('Built the page.');
const search = values.browser ? { reason: 'As asked' } : await findElectron();
if ('path' in search) await startWindow(search.path);
else await serve(search.reason);

async function startWindow(electron: string): Promise<void> {
  await buildShell();
  const child = spawn(electron, [join(repositoryFolder, 'out', 'shell', 'main.js')], {
    stdio: 'inherit',
    env: { ...process.env, MASKWRIGHT_NODE: process.execPath },
  });
  child.once('exit', (code) => process.exit(code ?? 1));
}

async function serve(reason: string): Promise<void> {
  console.log(`${reason}: the studio opens in the browser instead of its own window.`);
  const host = await createHost();
  const server = await startLoopbackServer(host.fetch, host.context.log, { port: Number(values.port ?? 0) });
  console.log(`Maskwright is at ${server.address}\nPress Ctrl+C to end it.`);
  openBrowser(server.address);
  const end = (): void => {
    void server
      .close()
      .then(() => host.close())
      .finally(() => process.exit());
  };
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
}
