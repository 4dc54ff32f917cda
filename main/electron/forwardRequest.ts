import { request as httpRequest, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { shellTokenHeader } from '../server/shellToken.ts';
import type { HostConnection } from './hostSupervisor.ts';
import { isOwnAddress } from './ownAddress.ts';

const bodilessStatuses: ReadonlySet<number> = new Set([204, 205, 304]);

/** Hands one request of the page to the host and its answer back, both as streams. */
export async function forwardRequest(request: Request, connect: () => Promise<HostConnection>): Promise<Response> {
  if (!isOwnAddress(request.url)) return plain(404, 'There is nothing here.');
  try {
    return asResponse(await ask(request, await connect()));
  } catch {
    // The page waits a moment and asks again: the host is being started again meanwhile.
    return plain(503, 'The studio is starting again.');
  }
}

function ask(request: Request, { socketPath, token }: HostConnection): Promise<IncomingMessage> {
  const { pathname, search } = new URL(request.url);
  const headers: OutgoingHttpHeaders = {
    ...Object.fromEntries(request.headers),
    host: 'studio',
    [shellTokenHeader]: token,
  };
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest({ socketPath, method: request.method, path: pathname + search, headers }, resolve);
    outgoing.once('error', reject);
    if (request.body) pipeline(request.body, outgoing).catch(reject);
    else outgoing.end();
  });
}

function asResponse(message: IncomingMessage): Response {
  const status = message.statusCode ?? 502;
  const headers = new Headers();
  for (const [name, values] of Object.entries(message.headersDistinct)) {
    for (const value of values ?? []) headers.append(name, value);
  }
  if (bodilessStatuses.has(status)) {
    message.resume();
    return new Response(null, { status, headers });
  }
  // Cancelling the body destroys the message, which closes its connection and stops the host's work on it.
  return new Response(Readable.toWeb(message) as ReadableStream<Uint8Array>, { status, headers });
}

function plain(status: number, sentence: string): Response {
  return new Response(sentence, { status, headers: { 'content-type': 'text/plain; charset=utf-8' } });
}
