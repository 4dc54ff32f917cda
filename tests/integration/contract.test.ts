import { createORPCClient, ORPCError } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import { isContractProcedure, type ContractRouterClient } from '@orpc/contract';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contract } from '../../app/contract/contract.ts';
import type { HostEvent } from '../../app/contract/events.ts';
import { isTfjsMadeFor } from '../../main/engines/installTfjs.ts';
import { createHost, type Host } from '../../main/host/host.ts';
import { startLoopbackServer, type LoopbackServer } from '../../main/server/loopbackServer.ts';

type Client = ContractRouterClient<typeof contract>;
type Outcome = 'answers' | 'NO_PROJECT_OPEN' | 'NOT_FOUND' | 'DEVICE_UNAVAILABLE';

const hasTfjs = isTfjsMadeFor(process.platform, process.arch);

const noExport = '00000000-0000-4000-8000-000000000000';
/** Every procedure with an input that it takes, and what comes of it while no project is open. */
const procedures: Readonly<Record<string, { readonly input?: unknown; readonly outcome: Outcome }>> = {
  hello: { outcome: 'answers' },
  events: { outcome: 'answers' },
  doctor: { outcome: 'answers' },
  'engines.testSpeed': { input: { devices: ['cpu'] }, outcome: 'answers' },
  'engines.speeds': { outcome: 'answers' },
  'engines.install': { input: { engine: 'tfjs-gpu' }, outcome: hasTfjs ? 'answers' : 'DEVICE_UNAVAILABLE' },
  'project.create': { input: { path: '' }, outcome: 'answers' },
  'project.open': { input: { path: '' }, outcome: 'answers' },
  'project.close': { outcome: 'answers' },
  'project.createSample': { input: {}, outcome: 'answers' },
  'project.recent': { outcome: 'answers' },
  'project.forgetRecent': { input: { path: '/nowhere' }, outcome: 'answers' },
  'project.summary': { outcome: 'NO_PROJECT_OPEN' },
  'files.list': { input: {}, outcome: 'answers' },
  'images.list': { outcome: 'NO_PROJECT_OPEN' },
  'images.open': { input: { imageId: 'a' }, outcome: 'NO_PROJECT_OPEN' },
  'images.withLabel': { input: { labelId: 'a' }, outcome: 'NO_PROJECT_OPEN' },
  'images.remove': { input: { imageIds: [] }, outcome: 'NO_PROJECT_OPEN' },
  'labels.list': { outcome: 'NO_PROJECT_OPEN' },
  'labels.remove': { input: { labelId: 'a' }, outcome: 'NO_PROJECT_OPEN' },
  'labels.setAttributes': { input: { labelId: 'a', attributes: [] }, outcome: 'NO_PROJECT_OPEN' },
  'edits.commit': { input: { description: 'Draw', diff: [] }, outcome: 'NO_PROJECT_OPEN' },
  'edits.undo': { input: {}, outcome: 'NO_PROJECT_OPEN' },
  'edits.redo': { input: {}, outcome: 'NO_PROJECT_OPEN' },
  'edits.history': { outcome: 'NO_PROJECT_OPEN' },
  'edits.list': { input: {}, outcome: 'NO_PROJECT_OPEN' },
  'edits.goTo': { input: { sequence: 0 }, outcome: 'NO_PROJECT_OPEN' },
  'edits.decideSuggestions': { input: { decision: 'accepted' }, outcome: 'NO_PROJECT_OPEN' },
  'work.report': { input: {}, outcome: 'NO_PROJECT_OPEN' },
  'work.save': { input: { folder: '/nowhere' }, outcome: 'NO_PROJECT_OPEN' },
  'import.images': { input: { paths: ['/nowhere'] }, outcome: 'NO_PROJECT_OPEN' },
  'import.coco': { input: { file: '/nowhere' }, outcome: 'NO_PROJECT_OPEN' },
  'import.masks': { input: { folder: '/nowhere', label: 'cell' }, outcome: 'NO_PROJECT_OPEN' },
  'export.coco': { input: { folder: '/nowhere' }, outcome: 'NO_PROJECT_OPEN' },
  'export.model': { input: { form: 'int8' }, outcome: 'NO_PROJECT_OPEN' },
  'export.keepModel': { input: { exportId: noExport, folder: '/nowhere' }, outcome: 'NO_PROJECT_OPEN' },
  'export.discardModel': { input: { exportId: noExport }, outcome: 'NO_PROJECT_OPEN' },
  'jobs.list': { outcome: 'answers' },
  'jobs.cancel': { input: { jobId: 'a' }, outcome: 'NOT_FOUND' },
  'jobs.dismiss': { input: { jobId: 'a' }, outcome: 'NOT_FOUND' },
  'training.plan': { input: {}, outcome: 'NO_PROJECT_OPEN' },
  'training.inspect': { input: { config: {} }, outcome: 'NO_PROJECT_OPEN' },
  'training.cutOuts': { input: {}, outcome: 'NO_PROJECT_OPEN' },
  'training.saveCutOuts': { input: { folder: '/nowhere' }, outcome: 'NO_PROJECT_OPEN' },
  'training.start': { input: {}, outcome: 'NO_PROJECT_OPEN' },
  'training.stop': { input: { runId: 'a' }, outcome: 'NOT_FOUND' },
  'training.resume': { input: { runId: 'a' }, outcome: 'NO_PROJECT_OPEN' },
  'training.runs': { outcome: 'NO_PROJECT_OPEN' },
  'training.run': { input: { runId: 'a' }, outcome: 'NO_PROJECT_OPEN' },
  'search.start': { input: { space: {} }, outcome: 'NO_PROJECT_OPEN' },
  'search.resume': { input: { searchId: 'a' }, outcome: 'NO_PROJECT_OPEN' },
  'search.list': { outcome: 'NO_PROJECT_OPEN' },
  'models.list': { outcome: 'NO_PROJECT_OPEN' },
  'models.lineage': { outcome: 'NO_PROJECT_OPEN' },
  'models.describe': { input: { modelId: 'a', note: 'b' }, outcome: 'NO_PROJECT_OPEN' },
  'models.removal': { input: { modelId: 'a' }, outcome: 'NO_PROJECT_OPEN' },
  'models.use': { input: { modelId: 'a' }, outcome: 'NO_PROJECT_OPEN' },
  'models.remove': { input: { modelId: 'a' }, outcome: 'NO_PROJECT_OPEN' },
  'models.score': { input: { modelIds: ['a'] }, outcome: 'NO_PROJECT_OPEN' },
  'models.scores': { input: { modelIds: ['a'] }, outcome: 'NO_PROJECT_OPEN' },
  'models.flicker': { input: { modelIds: ['a', 'b'] }, outcome: 'NO_PROJECT_OPEN' },
  'models.curve': { outcome: 'NO_PROJECT_OPEN' },
  'models.measureCurve': { input: {}, outcome: 'NO_PROJECT_OPEN' },
  'models.predictions': { input: { modelId: 'a', imageId: 'b' }, outcome: 'NO_PROJECT_OPEN' },
  'models.evaluate': { input: {}, outcome: 'NO_PROJECT_OPEN' },
  'models.measureLatency': { input: {}, outcome: 'NO_PROJECT_OPEN' },
  'models.latencies': { input: {}, outcome: 'NO_PROJECT_OPEN' },
  'models.evaluatedImages': { input: { modelId: 'a', split: 'val' }, outcome: 'NO_PROJECT_OPEN' },
  predict: { input: {}, outcome: 'NO_PROJECT_OPEN' },
};

let folder: string;
let host: Host;
let server: LoopbackServer;
let client: Client;
let cookie: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'maskwright-contract-'));
  process.env.MASKWRIGHT_HOME = folder;
  // Nothing answers there: what is installed is not fetched.
  process.env.npm_config_registry = 'http://127.0.0.1:9';
  const log = pino({ level: 'silent' });
  host = await createHost({ log });
  server = await startLoopbackServer(host.fetch, log);
  const admitted = await fetch(server.address, { redirect: 'manual' });
  cookie = (admitted.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  client = createORPCClient(new RPCLink({ url: `${server.origin}/rpc`, headers: { cookie } }));
});
afterAll(async () => {
  await server.close();
  await host.close();
  await rm(folder, { recursive: true, force: true });
});

/** Calls the procedure at `path`, such as `images.open`, over HTTP. */
function call(path: string, input: unknown): Promise<unknown> {
  const target = path.split('.').reduce<unknown>((node, part) => (node as Record<string, unknown>)[part], client);
  return (target as (input: unknown) => Promise<unknown>)(input);
}

async function codeOf(outcome: Promise<unknown>): Promise<string> {
  try {
    await outcome;
    return 'answers';
  } catch (error) {
    return error instanceof ORPCError ? String(error.code) : String(error);
  }
}

function pathsOf(node: object, prefix = ''): string[] {
  return Object.entries(node).flatMap(([name, child]: [string, object]) =>
    isContractProcedure(child) ? [prefix + name] : pathsOf(child, `${prefix}${name}.`),
  );
}

describe('the contract over HTTP', () => {
  it('is tried here as a whole', () => {
    expect(Object.keys(procedures).toSorted()).toEqual(pathsOf(contract).toSorted());
  });

  it('says that no project is open wherever one is needed', async () => {
    const needy = Object.entries(procedures).filter(([, { outcome }]) => outcome !== 'answers');
    const outcomes = await Promise.all(needy.map(async ([path, { input }]) => [path, await codeOf(call(path, input))]));
    expect(outcomes).toEqual(needy.map(([path, { outcome }]) => [path, outcome]));
  });

  it.each([
    ['a missing field', 'images.open', {}],
    ['a wrong type', 'import.images', { paths: 'one.png' }],
    ['an empty path', 'project.open', { path: '' }],
    ['a value out of range', 'edits.decideSuggestions', { decision: 'accepted', minScore: 2 }],
    ['an unknown choice', 'training.start', { device: 'abacus' }],
    [
      'a record that is none',
      'edits.commit',
      { description: 'Draw', diff: [{ table: 'users', before: null, after: {} }] },
    ],
  ])('refuses %s on arrival', async (_what, path, input) => {
    expect(await codeOf(call(path, input))).toBe('INVALID_INPUT');
  });

  it('streams the present state first, then what happens, then a heartbeat', async () => {
    const seen: HostEvent['kind'][] = [];
    await client.project.create({ path: join(folder, 'one') });
    for await (const event of await client.events()) {
      seen.push(event.kind);
      if (seen.length === 1) await client.project.close();
      if (event.kind === 'heartbeat') break;
    }
    expect({ first: seen[0], later: [...new Set(seen.slice(1))].toSorted() }).toEqual({
      first: 'project',
      later: ['heartbeat', 'project'],
    });
  }, 20_000);

  it('answers nothing to a caller without the cookie, and 404 for what does not exist', async () => {
    const ask = (path: string, headers: Record<string, string>) =>
      fetch(server.origin + path, { method: 'POST', headers });
    expect((await ask('/rpc/hello', {})).status).toBe(401);
    expect((await ask('/rpc/constructor', { cookie })).status).toBe(404);
    expect((await ask('/rpc/project/__proto__', { cookie })).status).toBe(404);
  });
});
