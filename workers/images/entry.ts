import sharp from 'sharp';
import * as v from 'valibot';
import { AppError } from '../../app/contract/errors.ts';
import { imageRequest, type ImageReply, type ImageRequest } from '../../app/contract/workerMessages.ts';
import { assertUnchanged } from './contentHash.ts';
import { probeImage } from './probe.ts';
import { writePyramid } from './pyramid.ts';
import { readImage } from './readImage.ts';
import { readMask } from './readMask.ts';
import { writeThumbnail } from './thumbnail.ts';

/** The image worker: decodes, measures and cuts images on request. It knows files, not projects. */
type Requests = { [R in ImageRequest as R['kind']]: R };
type RequestKind = Exclude<ImageRequest['kind'], 'ping'>;
type RequestOf<K extends RequestKind> = { [P in K]: { kind: P; id: number } & Requests[P] }[K];
type Answers = { [K in RequestKind]: (request: RequestOf<K>) => Promise<ImageReply> };

const answers: Answers = {
  probe: async ({ id, file, cacheFolder }) => ({ kind: 'probed', id, image: await probeImage(file, cacheFolder) }),
  pyramid: async ({ id, file, contentHash, folder }) => {
    const [image] = await Promise.all([readImage(file), assertUnchanged(file, contentHash)]);
    await writePyramid(image, folder, (level, row) => send({ kind: 'tilesWritten', id, level, row }));
    return { kind: 'written', id };
  },
  thumbnail: async ({ id, file, contentHash, target, size, window }) => {
    const [image] = await Promise.all([readImage(file), assertUnchanged(file, contentHash)]);
    await writeThumbnail(image, target, size, window);
    return { kind: 'written', id };
  },
  maskObjects: async ({ id, file, width, height, reading }) => ({
    kind: 'maskObjects',
    id,
    found: await readMask(file, { width, height }, reading),
  }),
};

async function answer<K extends RequestKind>(request: RequestOf<K>): Promise<ImageReply> {
  try {
    return await answers[request.kind](request);
  } catch (error) {
    const cause = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const expected = error instanceof AppError ? error : null;
    const message = expected?.message ?? 'Something went wrong inside the image worker; the log has the details.';
    const origin = expected?.cause instanceof Error ? `\n${expected.cause.message}` : '';
    return { kind: 'failed', id: request.id, code: expected?.code ?? 'INTERNAL', message, cause: cause + origin };
  }
}

function send(reply: ImageReply): void {
  process.send?.(reply);
}

process.title = 'maskwright image-worker';
// libvips remembers decoded files by their name, and would show an old picture of a file that was replaced.
sharp.cache(false);
process.on('disconnect', () => process.exit(0));
process.on('message', (message) => {
  const request = v.parse(imageRequest, message);
  if (request.kind === 'ping') send({ kind: 'pong' });
  else void answer(request).then(send);
});
