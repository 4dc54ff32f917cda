import { describe, expect, it } from 'vitest';
import { createLoopbackGuard } from './loopbackGuard.ts';

const guard = createLoopbackGuard({ token: 'right', port: 4711 });

function ask(url: string, headers: Record<string, string> = {}): string {
  const answer = guard.check(new Request(url, { headers }));
  return answer === null ? 'passes' : String(answer.status);
}

const cookie = 'other=1; maskwright-4711=right';

describe('who may speak to the loopback server', () => {
  it.each([
    [
      'the page with its cookie',
      'http://127.0.0.1:4711/rpc/hello',
      { cookie, origin: 'http://127.0.0.1:4711' },
      'passes',
    ],
    ['the same under its other name', 'http://localhost:4711/', { cookie }, 'passes'],
    ['nobody known', 'http://127.0.0.1:4711/', {}, '401'],
    ['a wrong cookie', 'http://127.0.0.1:4711/', { cookie: 'maskwright-4711=wrong' }, '401'],
    ["another studio's cookie", 'http://127.0.0.1:4711/', { cookie: 'maskwright-4712=right' }, '401'],
    ['a wrong token', 'http://127.0.0.1:4711/?token=wrong', {}, '401'],
    ['a foreign name for this machine', 'http://rebound.example:4711/', { cookie }, '403'],
    ['a foreign name with the token', 'http://rebound.example:4711/?token=right', {}, '403'],
    ['another port', 'http://127.0.0.1:80/', { cookie }, '403'],
    ['another site', 'http://127.0.0.1:4711/rpc/hello', { cookie, origin: 'https://example.com' }, '403'],
    ['a sandboxed frame', 'http://127.0.0.1:4711/rpc/hello', { cookie, origin: 'null' }, '403'],
    ['another program of this machine', 'http://127.0.0.1:4711/', { cookie, origin: 'http://127.0.0.1:3000' }, '403'],
  ])('%s', (_who, url, headers, outcome) => {
    expect(ask(url, headers)).toBe(outcome);
  });

  it('takes the token once and sends the browser on without it', () => {
    const answer = guard.check(new Request('http://127.0.0.1:4711/train?token=right&run=3'));
    expect({
      status: answer?.status,
      location: answer?.headers.get('location'),
      cookie: answer?.headers.get('set-cookie'),
    }).toEqual({
      status: 303,
      location: '/train?run=3',
      cookie: 'maskwright-4711=right; HttpOnly; SameSite=Strict; Path=/',
    });
  });
});
