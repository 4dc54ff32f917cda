import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerFile, pathBelow } from './fileAnswer.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'maskwright-files-'));
  await mkdir(join(folder, 'page', 'assets'), { recursive: true });
  await writeFile(join(folder, 'page', 'assets', 'app.js'), 'let grüße;');
  await writeFile(join(folder, 'outside.txt'), 'secret');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('paths below a folder', () => {
  it.each([
    '../outside.txt',
    'assets/../../outside.txt',
    '..\\outside.txt',
    '%2e%2e%2foutside.txt',
    'c:/x',
    'a\0b',
    '.env',
    '',
    '/',
  ])('refuses %j', (path) => {
    expect(pathBelow('/page', path)).toBeNull();
  });

  it('names what lies inside', () => {
    expect(pathBelow(folder, '/assets/app.js')).toBe(join(folder, 'assets', 'app.js'));
  });
});

describe('a served file', () => {
  const get = (path: string, headers: Record<string, string> = {}) =>
    answerFile(new Request('http://host/', { headers }), join(folder, 'page'), path, 'no-cache');

  it('carries its type, length and tag, and is not sent twice', async () => {
    const first = await get('assets/app.js');
    const etag = first?.headers.get('etag') ?? '';
    expect({
      body: await first?.text(),
      type: first?.headers.get('content-type'),
      length: first?.headers.get('content-length'),
    }).toEqual({ body: 'let grüße;', type: 'text/javascript; charset=utf-8', length: '12' });
    expect((await get('assets/app.js', { 'if-none-match': etag }))?.status).toBe(304);
  });

  it.each(['assets', 'absent.js', '../outside.txt'])('is not %j', async (path) => {
    expect(await get(path)).toBeNull();
  });
});
