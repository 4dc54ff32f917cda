import { createHash, timingSafeEqual } from 'node:crypto';

/**
 * Who may speak to the loopback server: only pages that it served itself, in a browser that opened the printed address.
 * The token of that address is exchanged once for a cookie that scripts cannot read and other sites cannot send.
 */
export interface LoopbackGuard {
  /** `null` lets the request pass; else the answer that ends it. */
  check(request: Request): Response | null;
}

export interface LoopbackIdentity {
  readonly token: string;
  readonly port: number;
}

const tokenParameter = 'token';

export function createLoopbackGuard({ token, port }: LoopbackIdentity): LoopbackGuard {
  const ownHosts = new Set([`127.0.0.1:${port}`, `localhost:${port}`]);
  // Cookies are shared between the ports of a host, so that two studios need two names.
  const cookieName = `maskwright-${port}`;
  return {
    check: (request) => {
      const url = new URL(request.url);
      // A foreign name that resolves to this machine (DNS rebinding) keeps its own name in Host.
      if (!ownHosts.has(url.host)) return refusal(403, 'This address is not served here.');
      const origin = request.headers.get('origin');
      if (origin !== null && origin !== `http://${url.host}`) return refusal(403, 'Other sites may not ask here.');
      const offered = url.searchParams.get(tokenParameter);
      if (offered !== null && sameText(offered, token)) return admission(url, cookieName, token);
      if (sameText(cookieOf(request, cookieName) ?? '', token)) return null;
      return refusal(401, 'Open Maskwright with the whole address that it printed when it started.');
    },
  };
}

/** Sets the cookie and sends the browser to the same page without the token, which then stays out of the history. */
function admission(url: URL, cookieName: string, token: string): Response {
  url.searchParams.delete(tokenParameter);
  const headers = {
    location: url.pathname + url.search,
    'set-cookie': `${cookieName}=${token}; HttpOnly; SameSite=Strict; Path=/`,
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
  };
  return new Response(null, { status: 303, headers });
}

function refusal(status: number, sentence: string): Response {
  return new Response(sentence, { status, headers: { 'content-type': 'text/plain; charset=utf-8' } });
}

function cookieOf(request: Request, name: string): string | undefined {
  const pairs = (request.headers.get('cookie') ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}

/** Takes the same time wherever two texts differ. */
export function sameText(first: string, second: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(first), digest(second));
}
