import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { createHost, type Host } from '../host/host.ts';

let folder: string;
let host: Host;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'maskwright-cut-outs-'));
  process.env.MASKWRIGHT_HOME = folder;
  host = await createHost({ log: pino({ level: 'silent' }) });
  await host.client.project.createSample({ path: join(folder, 'sample') });
}, 120_000);
afterAll(async () => {
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});

const settings = { device: 'cpu', config: { patchSize: 64, elasticProbability: 1 } } as const;
const read = async (url: string): Promise<Buffer> => {
  const response = await host.fetch(new Request(`http://localhost${url}`));
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/png']);
  return Buffer.from(await response.arrayBuffer());
};

it('shows what the next training would learn from, and saves the same', async () => {
  const urls = await host.client.training.cutOuts(settings);
  expect(urls).toHaveLength(12);
  const pictures = await Promise.all(urls.map(read));
  expect(new Set(pictures.map((picture) => picture.toString('base64'))).size).toBeGreaterThan(6);
  expect(await host.client.training.cutOuts(settings)).toEqual(urls);
  const saved = await host.client.training.saveCutOuts({ ...settings, folder: join(folder, 'saved') });
  expect(saved.map((file) => readFileSync(file))).toEqual(pictures);
  const others = await host.client.training.cutOuts({ ...settings, config: { patchSize: 96 } });
  expect(others).not.toEqual(urls);
}, 120_000);

it('says why it cannot, and gives out nothing but pictures', async () => {
  const unfit = { device: 'cpu', config: { blurPixels: -1 } } as const;
  await expect(host.client.training.cutOuts(unfit)).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    message: expect.stringMatching(/"blurPixels"/) as string,
  });
  const [url = ''] = await host.client.training.cutOuts(settings);
  for (const path of [url.replace(/\d+\.png$/, 'config.json'), '/cut-outs/../project.sqlite', `${url}/..`]) {
    expect((await host.fetch(new Request(`http://localhost${path}`))).status).toBe(404);
  }
}, 120_000);
