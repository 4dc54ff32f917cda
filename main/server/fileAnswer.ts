import { open } from 'node:fs/promises';
import { extname, resolve, sep } from 'node:path';

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

/**
 * The file `relativePath` (a decoded URL path) below `folder`, or `null` where there is none. Paths that would leave
 * the folder name no file.
 */
export async function answerFile(
  request: Request,
  folder: string,
  relativePath: string,
  cacheControl: string,
): Promise<Response | null> {
  const path = pathBelow(folder, relativePath);
  if (path === null) return null;
  const handle = await open(path).catch(() => null);
  if (handle === null) return null;
  try {
    const stats = await handle.stat();
    if (!stats.isFile()) return null;
    const etag = `"${stats.size.toString(36)}-${Math.round(stats.mtimeMs).toString(36)}"`;
    const headers = { 'cache-control': cacheControl, etag };
    if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers });
    const bytes = await handle.readFile();
    const contentType = contentTypes[extname(path).toLowerCase()] ?? 'application/octet-stream';
    return new Response(bytes, {
      headers: { ...headers, 'content-type': contentType, 'content-length': String(bytes.byteLength) },
    });
  } finally {
    await handle.close();
  }
}

/** `null` for anything that could leave the folder: `..`, other separators, drive letters, NUL, hidden files. */
export function pathBelow(folder: string, relativePath: string): string | null {
  const parts = relativePath.split('/').filter((part) => part !== '');
  const suspicious = parts.some((part) => part.startsWith('.') || /[\\:\0]|%2f|%5c/i.test(part));
  if (suspicious || parts.length === 0) return null;
  const path = resolve(folder, ...parts);
  return path.startsWith(resolve(folder) + sep) ? path : null;
}
