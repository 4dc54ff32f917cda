import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import type { SampleTruth } from '../../app/contract/sampleTruth.ts';
import { drawScene } from './scene.ts';

/**
 * Draws the sample's images into a folder, and their exact objects into `truth.json` there.
 * Usage: node entry.ts <folder> <image count> <seed>
 */
const [folder, countText, seedText] = process.argv.slice(2);
if (!folder || !countText || !seedText) throw new Error('Usage: entry.ts <folder> <image count> <seed>');

await mkdir(folder, { recursive: true });
const truth: SampleTruth = [];
for (let number = 1; number <= Number(countText); number++) {
  const scene = drawScene(Number(seedText) * 1000 + number);
  const name = `sample-${String(number).padStart(3, '0')}.png`;
  const { sizePx } = scene;
  await sharp(scene.pixels, { raw: { width: sizePx, height: sizePx, channels: 1 } })
    .toColourspace('b-w')
    .png()
    .toFile(join(folder, name));
  truth.push({ name, objects: scene.objects.map(({ kind, mask }) => ({ label: kind, geometry: mask })) });
}
await writeFile(join(folder, 'truth.json'), JSON.stringify(truth));
