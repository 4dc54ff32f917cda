import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import { AppError } from '../../app/contract/errors.ts';
import { createLoopbackGuard } from './loopbackGuard.ts';
import { nodeListener, type FetchHandler } from './nodeBridge.ts';

export interface LoopbackServer {
  readonly port: number;
  /** `http://127.0.0.1:<port>`. */
  readonly origin: string;
  /** With the token: whoever has it may work in the studio. */
  readonly address: string;
  close(): Promise<void>;
}

/** Serves `handle` to browsers on this machine alone. `port` 0 takes a free one. */
export async function startLoopbackServer(
  handle: FetchHandler,
  log: Logger,
  options: { readonly port?: number } = {},
): Promise<LoopbackServer> {
  const token = randomBytes(24).toString('base64url');
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(listenError(error, options.port ?? 0)));
    server.listen({ host: '127.0.0.1', port: options.port ?? 0, exclusive: true }, resolve);
  });
  const { port } = server.address() as AddressInfo;
  const guard = createLoopbackGuard({ token, port });
  server.on(
    'request',
    nodeListener(async (request) => guard.check(request) ?? (await handle(request)), log),
  );
  const origin = `http://127.0.0.1:${port}`;
  return { port, origin, address: `${origin}/?token=${token}`, close: () => closeServer(server) };
}

function listenError(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code !== 'EADDRINUSE') return error;
  return new AppError('INVALID_INPUT', `Port ${port} is taken by another program; choose another with --port.`, error);
}

/** Ends open connections too: an event stream would otherwise keep the server alive for ever. */
export function closeServer(server: ReturnType<typeof createServer>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
