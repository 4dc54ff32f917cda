import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../app/contract/errors.ts';
import { tileBox, tileFileName, tileHeaders, tilePyramidOf } from '../../app/contract/tilePyramid.ts';
import type { ImageRecord } from '../../app/model/records.ts';
import type { HostContext } from '../host/hostContext.ts';
import type { ProjectStore } from '../store/projectStore.ts';
import { markUsed } from './cacheTrimmer.ts';
import { pyramidFolderOf, thumbnailFileOf } from './cacheFolder.ts';
import { bytesAnswer, errorAnswer, isUnchanged, jsonAnswer, notModified } from './answers.ts';

type PictureContext = Pick<HostContext, 'projects' | 'imageWorkers' | 'log'>;

interface ImageRequest {
  readonly context: PictureContext;
  readonly request: Request;
  readonly project: ProjectStore;
  readonly image: ImageRecord;
}

type ImageRoute = (request: ImageRequest, parts: Readonly<Record<string, string>>) => Promise<Response>;

const thumbnailSizePx = 256;

/** What follows `/images/:imageId`. */
const routes: readonly (readonly [RegExp, ImageRoute])[] = [
  [/^\/thumbnail$/, answerThumbnail],
  [/^\/pyramid\.json$/, answerPyramid],
  [/^\/tiles\/(?<level>\d{1,2})\/(?<column>\d{1,6})_(?<row>\d{1,6})$/, answerTile],
];

/**
 * Pictures of the open project's images: `/images/:imageId/thumbnail`, `/pyramid.json` and
 * `/tiles/:level/:column_:row`. Answers `null` for any other path. Requests name ids, never files: an unknown one is
 * 404, an image whose file cannot be read 422 with `{ code, message }`.
 */
export async function answerImageRequest(context: PictureContext, request: Request): Promise<Response | null> {
  const match = /^\/images\/(?<id>[^/]+)(?<rest>\/.*)$/.exec(new URL(request.url).pathname);
  if (!match?.groups) return null;
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return new Response(null, { status: 405, headers: { Allow: 'GET, HEAD' } });
  }
  try {
    const { id = '', rest = '' } = match.groups;
    const project = context.projects.required();
    const image = project.images.get(decodeId(id));
    for (const [pattern, answer] of routes) {
      const found = pattern.exec(rest);
      if (found) return await answer({ context, request, project, image }, found.groups ?? {});
    }
    throw new AppError('NOT_FOUND', 'Images have a thumbnail, a pyramid.json and tiles, nothing else.');
  } catch (error) {
    return errorAnswer(request, error, (cause) =>
      context.log.error({ err: cause, url: request.url }, 'picture failed'),
    );
  }
}

function decodeId(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new AppError('NOT_FOUND', 'This image is not in the project.');
  }
}

async function answerThumbnail({ context, request, project, image }: ImageRequest): Promise<Response> {
  const { displayWindow: window, contentHash } = image;
  const tag = `"${contentHash}-${window ? `${window.low}-${window.high}` : 'whole'}"`;
  if (isUnchanged(request, tag)) return notModified(tag);
  const target = thumbnailFileOf(project.folder, image);
  let bytes = await readCached(target);
  if (!bytes) {
    const order = { file: project.images.absolutePath(image), contentHash, target, size: thumbnailSizePx, window };
    await context.imageWorkers.thumbnail(order, request.signal);
    bytes = await requiredCached(target);
  }
  // The display window may change, so the page asks again whether the picture is still this one.
  return bytesAnswer(request, bytes, { 'Content-Type': 'image/webp', 'Cache-Control': 'no-cache', ETag: tag });
}

async function answerPyramid({ request, project, image }: ImageRequest): Promise<Response> {
  await markUsed(pyramidFolderOf(project.folder, image));
  return jsonAnswer(request, 200, tilePyramidOf(image));
}

async function answerTile(
  { context, request, project, image }: ImageRequest,
  parts: Readonly<Record<string, string>>,
): Promise<Response> {
  const pyramid = tilePyramidOf(image);
  const [level, column, row] = [Number(parts['level']), Number(parts['column']), Number(parts['row'])];
  const box = tileBox(pyramid, level, column, row);
  if (!box) throw new AppError('NOT_FOUND', 'There is no such tile: it lies outside of the image.');
  const name = tileFileName(pyramid, level, column, row);
  const tag = `"${image.contentHash}-${name}"`;
  if (isUnchanged(request, tag)) return notModified(tag);
  const folder = pyramidFolderOf(project.folder, image);
  const file = join(folder, name);
  let bytes = context.imageWorkers.isBuilding(folder) ? null : await readCached(file);
  if (!bytes) {
    const order = { file: project.images.absolutePath(image), contentHash: image.contentHash, folder };
    await context.imageWorkers.pyramid(order, { level, row }, request.signal);
    bytes = await requiredCached(file);
  }
  const caching = { ETag: tag, 'Cache-Control': 'private, max-age=31536000, immutable' };
  if (image.bitDepth === 8) return bytesAnswer(request, bytes, { 'Content-Type': 'image/png', ...caching });
  return bytesAnswer(request, bytes, {
    'Content-Type': 'application/octet-stream',
    [tileHeaders.width]: String(box.width),
    [tileHeaders.height]: String(box.height),
    [tileHeaders.channels]: String(image.channels),
    ...caching,
  });
}

/** `null` where it is not in the cache; an empty file is the mark of a power cut. */
async function readCached(file: string): Promise<Buffer<ArrayBuffer> | null> {
  try {
    const bytes = await readFile(file);
    return bytes.length > 0 ? bytes : null;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

async function requiredCached(file: string): Promise<Buffer<ArrayBuffer>> {
  const bytes = await readCached(file);
  if (!bytes) throw new Error(`${file} was written and is not there`);
  return bytes;
}
