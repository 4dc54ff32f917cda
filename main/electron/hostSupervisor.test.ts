import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { forwardRequest } from './forwardRequest.ts';
import { createHostSupervisor, type HostSupervisor } from './hostSupervisor.ts';

/** A host in small: answers its own process id, echoes what is posted, and dies when it is asked to. */
const hostSource = `
import { createServer } from 'node:http';
process.on('disconnect', () => process.exit());
createServer((request, response) => {
  if (request.headers['x-maskwright-shell'] !== process.env.MASKWRIGHT_SHELL_TOKEN) return response.writeHead(403).end();
  if (request.url === '/die') process.exit(7);
  response.setHeader('x-seen', [request.method, request.url, request.headers.host, process.env.NODE_OPTIONS ?? 'none'].join(' '));
  if (request.method === 'POST') return request.pipe(response);
  response.end(String(process.pid));
}).listen(process.env.MASKWRIGHT_SOCKET, () => process.send({ kind: 'ready' }, (error) => error && process.exit()));
`;

let folder: string;
let supervisor: HostSupervisor;
let givenUp: PromiseWithResolvers<void>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'maskwright-supervisor-'));
  await writeFile(join(folder, 'host.mjs'), hostSource);
});
afterAll(() => rm(folder, { recursive: true, force: true }));
afterEach(() => supervisor.close());

function start(): void {
  givenUp = Promise.withResolvers<void>();
  supervisor = createHostSupervisor({
    nodePath: process.execPath,
    entry: join(folder, 'host.mjs'),
    restart: { firstPauseMs: 10, longestPauseMs: 20, crashLimit: 3, crashWindowMs: 60_000 },
    onGivenUp: () => givenUp.resolve(),
  });
}

const ask = (path: string, init?: RequestInit): Promise<Response> =>
  forwardRequest(new Request(`maskwright://studio${path}`, init), () => supervisor.connection());

/** Asks as the page does: again after a moment while the host is being started. Answers the host's process id. */
async function askUntilAnswered(): Promise<string> {
  for (;;) {
    const answer = await ask('/');
    if (answer.ok) return answer.text();
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe('the host behind the shell', () => {
  it('gets requests whole, without the loader options of the shell', async () => {
    process.env.NODE_OPTIONS = '--no-warnings';
    start();
    delete process.env.NODE_OPTIONS;
    const body = 'ß'.repeat(200_000);
    const answer = await ask('/rpc/edits?x=1', { method: 'POST', body });
    expect({ seen: answer.headers.get('x-seen'), same: (await answer.text()) === body }).toEqual({
      seen: 'POST /rpc/edits?x=1 studio none',
      same: true,
    });
  });

  it('is not reached for another address', async () => {
    start();
    const answer = await forwardRequest(new Request('maskwright://evil/'), () => supervisor.connection());
    expect(answer.status).toBe(404);
  });

  it('is started again after a crash; a page that asks meanwhile is told', async () => {
    start();
    const first = await askUntilAnswered();
    expect((await ask('/die')).status).toBe(503);
    const second = await askUntilAnswered();
    expect({ first: first === second, known: second === String(supervisor.pid) }).toEqual({
      first: false,
      known: true,
    });
  });

  it('stays stopped after the third crash until the person asks for another start', async () => {
    start();
    for (let crash = 0; crash < 3; crash++) {
      await askUntilAnswered();
      await ask('/die');
    }
    await givenUp.promise;
    expect((await ask('/')).status).toBe(503);
    supervisor.startAgain();
    expect((await ask('/')).status).toBe(200);
  });

  it('ends with the shell, however often it is told to', async () => {
    start();
    await supervisor.connection();
    const pid = supervisor.pid ?? 0;
    await Promise.all([supervisor.close(), supervisor.close()]);
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });
});
