import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import type { ContractRouterClient } from '@orpc/contract';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { contract } from '../../app/contract/contract.ts';
import { forwardRequest } from '../../main/electron/forwardRequest.ts';
import { hostPrograms } from '../../main/electron/hostPrograms.ts';
import { createHostSupervisor, type HostSupervisor } from '../../main/electron/hostSupervisor.ts';
import { writeStubElectron } from './stubElectron.ts';

const repository = join(import.meta.dirname, '..', '..');
const run = promisify(execFile);
const packTimeoutMs = 300_000;

let folder: string;
let resources: string;
let supervisor: HostSupervisor | null = null;

/** Packs the whole program as a release does, but around a stand-in for Electron, whose real one has to be fetched. */
async function pack(): Promise<void> {
  const stub = join(folder, 'electron');
  const { version } = JSON.parse(
    await readFile(join(repository, 'node_modules', 'electron', 'package.json'), 'utf8'),
  ) as { version: string };
  await writeStubElectron(stub, version);
  const output = join(folder, 'dist');
  const args = ['--linux', '--dir', `-c.electronDist=${stub}`, `-c.directories.output=${output}`];
  await run(process.execPath, [join(repository, 'main', 'launch', 'pack.ts'), ...args], { cwd: repository });
  resources = join(output, 'linux-unpacked', 'resources');
}

// A stand-in for Electron exists for Linux alone: on Windows and macOS packing edits a real program.
describe.runIf(process.platform === 'linux')('the packed program', () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'maskwright-pack-'));
    await pack();
  }, packTimeoutMs);
  afterAll(async () => {
    await supervisor?.close();
    await rm(folder, { recursive: true, force: true });
  });

  function startPackedHost(): ContractRouterClient<typeof contract> {
    process.env.MASKWRIGHT_HOME = join(folder, 'home');
    const programs = hostPrograms({
      isPackaged: true,
      resourcesPath: resources,
      shellFolder: '',
      platform: process.platform,
      environment: {},
    });
    const started = (supervisor = createHostSupervisor({ ...programs, onGivenUp: () => undefined }));
    const link = new RPCLink({
      url: 'maskwright://studio/rpc',
      fetch: (request) => forwardRequest(request, () => started.connection()),
    });
    return createORPCClient(link);
  }

  const get = (path: string): Promise<Response> => {
    const started = supervisor;
    if (!started) throw new Error('The host is not started.');
    return forwardRequest(new Request(`maskwright://studio${path}`), () => started.connection());
  };

  it('has a host that serves the page and takes in an image, on its own Node and its own packages', async () => {
    const client = startPackedHost();
    expect(await client.hello()).toMatchObject({ capabilities: { nativeDialogs: true }, project: null });

    const page = await get('/');
    expect({ status: page.status, type: page.headers.get('content-type') }).toEqual({
      status: 200,
      type: 'text/html; charset=utf-8',
    });

    const images = join(folder, 'images');
    await mkdir(images);
    const pixels = { create: { width: 300, height: 200, channels: 3, background: '#336699' } } as const;
    await sharp(pixels).png().toFile(join(images, 'one.png'));
    await client.project.create({ path: join(folder, 'project') });
    const job = await client.import.images({ paths: [images] });
    for await (const event of await client.events()) {
      if (event.kind === 'job' && event.job.id === job.id && event.job.finishedAt !== null) {
        expect(event.job.result).toEqual({ kind: 'importImages', imported: 1, duplicates: [], refused: [] });
        break;
      }
    }
    const [image] = await client.images.list();
    const tile = await get(`/images/${image?.id}/tiles/0/0_0`);
    expect({
      name: image?.name,
      width: image?.width,
      tile: tile.status,
      type: tile.headers.get('content-type'),
    }).toEqual({
      name: 'one.png',
      width: 300,
      tile: 200,
      type: 'image/png',
    });
  });

  it('carries the fuses that keep Electron from running as anything else', async () => {
    const program = await readFile(join(resources, '..', 'maskwright'));
    const at = program.indexOf('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX') + 34;
    // runAsNode, cookie encryption, NODE_OPTIONS, --inspect, asar integrity, asar only, V8 snapshot, file privileges.
    expect(program.subarray(at, at + 8).toString()).toBe('00001100');
  });
});
