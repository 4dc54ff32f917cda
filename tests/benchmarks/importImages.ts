import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import sharp from 'sharp';
import type { Host } from '../../main/host/host.ts';
import { resultOf, withBenchHost } from './benchHost.ts';

const imageCount = 5_000;
const pictures = 50;
const size = { width: 640, height: 480 };
const nanosecondsPerMs = 1e6;

export interface ImportMeasurement {
  readonly name: string;
  readonly images: number;
  readonly imagesPerSecond: number;
  /** How long the host's event loop was held up while it imported. */
  readonly longestBlockMs: number;
  readonly blockP99Ms: number;
  /** From the wish to cancel to the end of the job. */
  readonly cancelMs: number;
}

/** Imports 5,000 JPEG files of 640 x 480 pixels in place, with their thumbnails. */
export function benchImport(): Promise<ImportMeasurement> {
  return withBenchHost(async (host, folder) => {
    await writePictures(join(folder, 'scans'), imageCount, 0);
    await writePictures(join(folder, 'more'), imageCount / 10, imageCount);
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const start = performance.now();
    const result = await resultOf(host, await host.client.import.images({ paths: [join(folder, 'scans')] }));
    const durationMs = performance.now() - start;
    delay.disable();
    const images = result.kind === 'importImages' ? result.imported : 0;
    return {
      name: 'import 5,000 JPEG images of 640 x 480',
      images,
      imagesPerSecond: images / (durationMs / 1000),
      longestBlockMs: delay.max / nanosecondsPerMs,
      blockP99Ms: delay.percentile(99) / nanosecondsPerMs,
      cancelMs: await measureCancel(host, join(folder, 'more')),
    };
  });
}

async function measureCancel(host: Host, folder: string): Promise<number> {
  const before = (await host.client.project.summary()).images;
  const job = await host.client.import.images({ paths: [folder] });
  while ((await host.client.project.summary()).images === before) await new Promise((wake) => setTimeout(wake, 10));
  const start = performance.now();
  await host.client.jobs.cancel({ jobId: job.id });
  await host.context.jobs.finished(job.id);
  return performance.now() - start;
}

/** A few pictures, each file made one of its kind by bytes behind its end, which decoders pass over. */
async function writePictures(folder: string, count: number, firstNumber: number): Promise<void> {
  await mkdir(folder, { recursive: true });
  const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const;
  const create = { ...size, channels: 3, background: 'black', noise } as const;
  const encoded = await Promise.all(
    Array.from({ length: pictures }, () => sharp({ create }).blur(2).jpeg({ quality: 85 }).toBuffer()),
  );
  for (let i = 0; i < count; i++) {
    const number = Buffer.from(String(firstNumber + i).padStart(8, '0'));
    await writeFile(join(folder, `scan-${i}.jpg`), Buffer.concat([encoded[i % pictures] ?? number, number]));
  }
}
