import sharp from 'sharp';
import { imageRequest, type ImageReply, type ImageRequest } from '../../app/contract/workerMessages.ts';
import { serveRequests } from '../process/serveRequests.ts';
import { assertUnchanged } from './contentHash.ts';
import { probeImage } from './probe.ts';
import { readMask } from './readMask.ts';
import { readReduced } from './readReduced.ts';
import { writeThumbnail } from './thumbnail.ts';
import { writeTiles } from './writeTiles.ts';

// libvips remembers decoded files by their name, and would show an old picture of a file that was replaced.
sharp.cache(false);

/** The image worker: decodes, measures and cuts images on request. It knows files, not projects. */
serveRequests<ImageRequest, ImageReply>({
  name: 'image-worker',
  request: imageRequest,
  concurrent: true,
  fault: 'Something went wrong inside the image worker; the log has the details.',
  handlers: {
    probe: async ({ id, file, cacheFolder }) => ({ kind: 'probed', id, image: await probeImage(file, cacheFolder) }),
    pyramid: async ({ id, file, contentHash, folder }, send) => {
      const unchanged = assertUnchanged(file, contentHash);
      await writeTiles(file, unchanged, folder, (level, row) => send({ kind: 'tilesWritten', id, level, row }));
      return { kind: 'written', id };
    },
    thumbnail: async ({ id, file, contentHash, target, size, window }) => {
      const [image] = await Promise.all([readReduced(file), assertUnchanged(file, contentHash)]);
      await writeThumbnail(image, target, size, window);
      return { kind: 'written', id };
    },
    maskObjects: async ({ id, file, width, height, reading }) => ({
      kind: 'maskObjects',
      id,
      found: await readMask(file, { width, height }, reading),
    }),
  },
});
