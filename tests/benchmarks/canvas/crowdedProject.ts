import { join } from 'node:path';
import sharp from 'sharp';
import type { Host } from '../../../main/host/host.ts';
import { annotationRecord, labelRecord } from '../../fixtures/records.ts';
import { resultOf, withBenchHost } from '../benchHost.ts';
import { circle } from '../circle.ts';

export const sidePx = 8_000;

/** Objects in rows and columns over the whole image. */
export interface Crowd {
  /** Of its image; images are listed by name. */
  readonly name: string;
  readonly perRow: number;
  readonly radiusPx: number;
  readonly vertices: number;
}

export const crowds = {
  polygons: { name: 'a polygons', perRow: 100, radiusPx: 32, vertices: 40 },
  small: { name: 'b small', perRow: 316, radiusPx: 9, vertices: 8 },
} as const satisfies Readonly<Record<string, Crowd>>;

/** Where the object in a column and row of its crowd has its centre, in image pixels. */
export function placeOf({ perRow }: Crowd, column: number, row: number): readonly [x: number, y: number] {
  const spacing = sidePx / perRow;
  return [(column + 0.5) * spacing, (row + 0.5) * spacing];
}

/** Runs `work` on a project with an image for each crowd; `work` opens it by a host of its own. */
export function withCrowdedProject<T>(work: (project: string, home: string) => Promise<T>): Promise<T> {
  return withBenchHost(async (host, folder) => {
    await fillProject(host, folder);
    await host.client.project.close();
    return work(join(folder, 'project'), join(folder, 'served'));
  });
}

async function fillProject(host: Host, folder: string): Promise<void> {
  const store = host.context.projects.required();
  const labels = ['cell', 'crystal', 'scratch'];
  store.labels.add(labels.map((name, order) => labelRecord(name, { order })));
  for (const crowd of Object.values(crowds)) {
    const named = join(folder, `${crowd.name}.png`);
    await drawNoise(named);
    await resultOf(host, await host.client.import.images({ paths: [named] }));
    const image = (await host.client.images.list()).find(({ name }) => name.startsWith(crowd.name));
    if (image === undefined) throw new Error(`${named} was not imported.`);
    const objects = Array.from({ length: crowd.perRow ** 2 }, (_, index) => {
      const [x, y] = placeOf(crowd, index % crowd.perRow, Math.floor(index / crowd.perRow));
      const outline = circle(x, y, crowd.radiusPx, crowd.vertices);
      const id = `${crowd.name} ${index}`;
      const geometry = { kind: 'polygon', parts: [{ outline, holes: [] }] } as const;
      return annotationRecord(id, image.id, labels[index % labels.length] ?? '', { geometry, createdAt: index });
    });
    store.transaction(() => store.annotations.add(objects));
  }
}

/** Grey, with detail a few pixels wide, as of cells. */
async function drawNoise(file: string): Promise<void> {
  const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const;
  const coarse = { width: sidePx / 8, height: sidePx / 8, channels: 3, background: 'black', noise } as const;
  const pixels = await sharp({ create: coarse }).toColourspace('b-w').png().toBuffer();
  await sharp(pixels).resize(sidePx, sidePx).toColourspace('b-w').png({ compressionLevel: 1 }).toFile(file);
}
