import { execFileSync } from 'node:child_process';
import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { packArchive } from '../../tests/fixtures/packageRegistry.ts';
import { temporaryFolder } from '../../tests/fixtures/temporaryFolder.ts';
import { downloadPackage } from './downloadPackage.ts';
import { startPackageRegistry } from '../../tests/fixtures/packageRegistry.ts';
import { readTar } from './readTar.ts';

const text = (data: Uint8Array): string => Buffer.from(data).toString();

it.skipIf(process.platform === 'win32').each(['ustar', 'pax', 'gnu'])(
  'reads what tar writes, in the form %s',
  async (form) => {
    const folder = temporaryFolder();
    const deep = join('package', ...Array.from({ length: 6 }, (_, i) => `folder-with-a-long-name-${i}`));
    await mkdir(join(folder, deep), { recursive: true });
    await writeFile(join(folder, deep, 'deep.txt'), 'deep');
    await writeFile(join(folder, 'package', 'empty'), '');
    await writeFile(join(folder, 'package', 'run'), 'x'.repeat(1500));
    await chmod(join(folder, 'package', 'run'), 0o755);
    await symlink('/etc/passwd', join(folder, 'package', 'link'));
    const archive = execFileSync('tar', ['--format', form, '-c', '-C', folder, 'package'], { maxBuffer: 2 ** 24 });
    const files = [...readTar(archive)].map(({ path, isProgram, data }) => [path, isProgram, text(data)]);
    expect(files.toSorted()).toEqual([
      ['package/empty', false, ''],
      [`${deep}/deep.txt`, false, 'deep'],
      ['package/run', true, 'x'.repeat(1500)],
    ]);
  },
);

it('refuses an archive that is cut off or damaged', () => {
  const archive = Uint8Array.from(gunzipSync(packArchive({ 'a.txt': 'a'.repeat(600) })));
  expect(() => [...readTar(archive.subarray(0, 800))]).toThrow('An archive is cut off.');
  archive[20] = 7;
  expect(() => [...readTar(archive)]).toThrow('An archive is damaged.');
});

it.each(['../../outside.txt', '../package-beside/x', '/'])('writes nothing outside the folder: %s', async (path) => {
  const { address, integrityOf } = await startPackageRegistry([
    { name: 'evil', version: '1.0.0', files: { [path]: 'x' } },
  ]);
  const locked = {
    path: 'node_modules/evil',
    name: 'evil',
    version: '1.0.0',
    integrity: integrityOf('evil'),
    programs: {},
  };
  const fetching = downloadPackage(locked, temporaryFolder(), address, new AbortController().signal);
  await expect(fetching).rejects.toThrow('evil 1.0.0 would write outside its folder.');
});
