import { open } from 'node:fs/promises';

const chunkLength = 1 << 20;

/** Writes a new file piece by piece; it is on the disk when this resolves. */
export async function writeFileWhole(file: string, pieces: Iterable<string>): Promise<void> {
  const handle = await open(file, 'wx');
  try {
    let chunk = '';
    for (const piece of pieces) {
      chunk += piece;
      if (chunk.length < chunkLength) continue;
      await handle.write(chunk);
      chunk = '';
    }
    await handle.write(chunk);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
