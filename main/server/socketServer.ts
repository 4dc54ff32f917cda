import { chmod } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Logger } from 'pino';
import { sameText } from './loopbackGuard.ts';
import { closeServer } from './loopbackServer.ts';
import { nodeListener, type FetchHandler } from './nodeBridge.ts';
import { shellTokenHeader } from './shellToken.ts';

/**
 * Serves `handle` to the shell over a Unix socket or a Windows named pipe. The token keeps out other programs, which can
 * open a named pipe on Windows.
 */
export async function startSocketServer(
  handle: FetchHandler,
  log: Logger,
  options: { readonly socketPath: string; readonly token: string },
): Promise<{ close(): Promise<void> }> {
  const guarded: FetchHandler = async (request) => {
    const known = sameText(request.headers.get(shellTokenHeader) ?? '', options.token);
    return known ? handle(request) : new Response('Only the studio may ask here.', { status: 403 });
  };
  const server = createServer(nodeListener(guarded, log));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.socketPath, resolve);
  });
  if (process.platform !== 'win32') await chmod(options.socketPath, 0o600);
  return { close: () => closeServer(server) };
}
