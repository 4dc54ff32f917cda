import { createHash } from 'node:crypto';

/**
 * While a pane is resized its library sets the cursor of the whole page by one of these style texts, written into an
 * empty style element: they alone are let through.
 */
const paneCursorStyles = ['', ...['ew', 'w', 'e', 'ns', 'n', 's'].map((way) => `*{cursor: ${way}-resize!important;}`)];
const paneCursorHashes = paneCursorStyles.map(
  (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`,
);

/** Nothing but the program's own page, scripts and pictures; WebAssembly may compile, text may not run as code. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self' blob:",
  "img-src 'self' blob: data:",
  "connect-src 'self'",
  `style-src 'self' ${paneCursorHashes.join(' ')}`,
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const headersOfEveryAnswer: readonly (readonly [string, string])[] = [
  ['content-security-policy', contentSecurityPolicy],
  // Cross-origin isolation: SharedArrayBuffer and precise timers for the page and its workers.
  ['cross-origin-opener-policy', 'same-origin'],
  ['cross-origin-embedder-policy', 'require-corp'],
  ['cross-origin-resource-policy', 'same-origin'],
  ['x-content-type-options', 'nosniff'],
  ['referrer-policy', 'no-referrer'],
];

export function withSecurityHeaders(response: Response): Response {
  const headers = new Headers(response.headers);
  for (const [name, value] of headersOfEveryAnswer) headers.set(name, value);
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}
