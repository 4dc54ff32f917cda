import { AppError } from '../../app/contract/errors.ts';

const statusByCode: Readonly<Record<string, number>> = {
  NOT_FOUND: 404,
  NO_PROJECT_OPEN: 404,
  INTERNAL: 500,
  WORKER_CRASHED: 503,
  CANCELLED: 503,
  DISK_FULL: 507,
};
/** The file behind it is the matter. */
const otherStatus = 422;

/** Sizes are always told: Electron sizes its pipe by them. */
export function bytesAnswer(
  request: Request,
  bytes: Uint8Array<ArrayBuffer>,
  headers: Readonly<Record<string, string>>,
  status = 200,
): Response {
  return new Response(request.method === 'HEAD' ? null : bytes, {
    status,
    headers: { 'Content-Length': String(bytes.byteLength), 'X-Content-Type-Options': 'nosniff', ...headers },
  });
}

export function jsonAnswer(request: Request, status: number, value: unknown): Response {
  const headers = { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' };
  return bytesAnswer(request, new TextEncoder().encode(JSON.stringify(value)), headers, status);
}

/** `{ code, message }` for the page; `logUnexpected` is told of bugs only. */
export function errorAnswer(request: Request, error: unknown, logUnexpected: (error: unknown) => void): Response {
  if (error instanceof AppError) {
    const { code, message } = error;
    return jsonAnswer(request, statusByCode[code] ?? otherStatus, { code, message });
  }
  logUnexpected(error);
  const message = 'Something went wrong inside the program; the log has the details.';
  return jsonAnswer(request, 500, { code: 'INTERNAL', message });
}

export function isUnchanged(request: Request, tag: string): boolean {
  const tags = request.headers.get('If-None-Match')?.split(',') ?? [];
  return tags.some((known) => known.trim().replace(/^W\//, '') === tag);
}

export function notModified(tag: string): Response {
  return new Response(null, { status: 304, headers: { ETag: tag } });
}
