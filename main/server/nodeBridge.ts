import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { once } from 'node:events';
import type { Logger } from 'pino';

export type FetchHandler = (request: Request) => Promise<Response>;

/**
 * Serves a fetch handler through `node:http`. A request whose caller goes away aborts `request.signal` and cancels the
 * body of its answer, so that event streams and large pictures end with their reader.
 */
export function nodeListener(handle: FetchHandler, log: Logger): RequestListener {
  return (incoming, outgoing) => {
    answer(handle, incoming, outgoing).catch((error: unknown) => {
      // The caller closed the connection before the answer was complete: nobody is left to be told.
      if (outgoing.destroyed) return;
      log.error({ err: error, path: incoming.url }, 'request failed');
      if (!outgoing.headersSent) outgoing.writeHead(500, { 'content-type': 'text/plain' });
      outgoing.end();
    });
  };
}

async function answer(handle: FetchHandler, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const gone = new AbortController();
  outgoing.once('close', () => gone.abort());
  const url = requestUrl(incoming);
  if (!url) {
    outgoing.writeHead(400).end();
    return;
  }
  const response = await handle(asRequest(incoming, url, gone.signal));
  // Set one by one: a cookie header may occur several times, and Headers keeps such values apart.
  for (const name of new Set(response.headers.keys())) {
    outgoing.setHeader(
      name,
      name === 'set-cookie' ? response.headers.getSetCookie() : (response.headers.get(name) ?? ''),
    );
  }
  outgoing.writeHead(response.status);
  if (response.body === null || incoming.method === 'HEAD') {
    await response.body?.cancel();
    outgoing.end();
    return;
  }
  outgoing.flushHeaders();
  await sendBody(response.body, outgoing, gone.signal);
}

/** No faster than the caller reads. A caller that leaves cancels the body, even one that waits for its next piece. */
async function sendBody(body: ReadableStream<Uint8Array>, outgoing: ServerResponse, gone: AbortSignal): Promise<void> {
  const reader = body.getReader();
  const leave = (): void => void reader.cancel().catch(() => undefined);
  gone.addEventListener('abort', leave, { once: true });
  try {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      if (!outgoing.write(piece.value)) await once(outgoing, 'drain', { signal: gone });
    }
    outgoing.end();
  } finally {
    gone.removeEventListener('abort', leave);
  }
}

function requestUrl(incoming: IncomingMessage): URL | null {
  const host = incoming.headers.host ?? 'localhost';
  return URL.parse(incoming.url ?? '/', `http://${host}`);
}

function asRequest(incoming: IncomingMessage, url: URL, signal: AbortSignal): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    for (const one of Array.isArray(value) ? value : [value ?? '']) headers.append(name, one);
  }
  const method = incoming.method ?? 'GET';
  if (method === 'GET' || method === 'HEAD') return new Request(url, { method, headers, signal });
  const body = Readable.toWeb(incoming) as ReadableStream<Uint8Array>;
  const init: RequestInit & { readonly duplex: 'half' } = { method, headers, signal, body, duplex: 'half' };
  return new Request(url, init);
}
