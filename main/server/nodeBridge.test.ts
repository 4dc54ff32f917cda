import { once } from 'node:events';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { startLoopbackServer, type LoopbackServer } from './loopbackServer.ts';
import type { FetchHandler } from './nodeBridge.ts';

let server: LoopbackServer | null = null;
afterEach(() => server?.close());

const log = pino({ level: 'silent' });

async function start(handle: FetchHandler) {
  const started = (server = await startLoopbackServer(handle, log));
  const admitted = await fetch(started.address, { redirect: 'manual' });
  const headers = { cookie: (admitted.headers.get('set-cookie') ?? '').split(';')[0] ?? '' };
  return (path: string, init: RequestInit = {}) => fetch(started.origin + path, { ...init, headers });
}

describe('the loopback server', () => {
  it('hands the request over whole and the answer back whole', async () => {
    const ask = await start(async (request) => {
      const headers = new Headers({ 'x-method': request.method, 'x-path': new URL(request.url).pathname });
      headers.append('set-cookie', 'a=1');
      headers.append('set-cookie', 'b=2');
      return new Response(await request.text(), { status: 201, headers });
    });
    const sent = 'ä'.repeat(100_000);
    const answer = await ask('/rpc/%C3%A9', { method: 'POST', body: sent });
    expect({
      status: answer.status,
      method: answer.headers.get('x-method'),
      path: answer.headers.get('x-path'),
      cookies: answer.headers.getSetCookie(),
      same: (await answer.text()) === sent,
    }).toEqual({ status: 201, method: 'POST', path: '/rpc/%C3%A9', cookies: ['a=1', 'b=2'], same: true });
  });

  it('streams an answer piece by piece and ends it when the reader leaves', async () => {
    const ended = new EventTarget();
    const ask = await start(async (request) => {
      request.signal.addEventListener('abort', () => ended.dispatchEvent(new Event('aborted')));
      const body = new ReadableStream<Uint8Array>({
        start: (controller) => controller.enqueue(new TextEncoder().encode('first')),
        cancel: () => void ended.dispatchEvent(new Event('cancelled')),
      });
      return new Response(body);
    });
    const leave = new AbortController();
    const both = Promise.all([once(ended, 'aborted'), once(ended, 'cancelled')]);
    const answer = await ask('/', { signal: leave.signal });
    const piece = await answer.body?.getReader().read();
    expect(new TextDecoder().decode(piece?.value)).toBe('first');
    leave.abort();
    await both;
  });

  it('answers 500 without details where the handler throws', async () => {
    const ask = await start(() => Promise.reject(new Error('secret')));
    const answer = await ask('/');
    expect({ status: answer.status, body: await answer.text() }).toEqual({ status: 500, body: '' });
  });
});
