import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../tests/fixtures/temporaryFolder.ts';

it('ends in order where the shell ends while it starts', async () => {
  const home = temporaryFolder();
  const host = spawn(process.execPath, [join(import.meta.dirname, 'entry.ts')], {
    env: {
      ...process.env,
      MASKWRIGHT_HOME: home,
      MASKWRIGHT_SOCKET: join(home, 'host.sock'),
      MASKWRIGHT_SHELL_TOKEN: 'token',
    },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  if (host.stderr === null) throw new TypeError('The host has no output.');
  const said = text(host.stderr);
  host.disconnect();
  const [code] = (await once(host, 'exit')) as [number | null];
  expect({ code, said: await said }).toEqual({ code: 0, said: '' });
});
