import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createJobHost } from '../../tests/fixtures/jobHost.ts';
import { imageRecord } from '../../tests/fixtures/records.ts';
import { requireImageFiles } from './requireImageFiles.ts';

test('images that are gone or changed are named before anything begins', async () => {
  const { folder, project } = createJobHost();
  const names = ['a.png', 'b.png', 'c.png', 'd.png', 'e.png'];
  for (const name of names) await writeFile(join(folder, name), 'four');
  project.images.add(
    names.map((name) =>
      imageRecord(name, { name, path: join(folder, name), storage: 'referenced', byteSize: 4, contentHash: name }),
    ),
  );
  const check = (): Promise<void> => requireImageFiles(project, project.images.list());
  await expect(check()).resolves.toBeUndefined();
  await rm(join(folder, 'b.png'));
  await expect(check()).rejects.toMatchObject({
    code: 'FILE_UNREADABLE',
    message: '1 image (b.png) is no longer in place: put back what is missing, or remove them from the project.',
  });
  for (const name of ['a.png', 'c.png', 'd.png']) await rm(join(folder, name));
  await writeFile(join(folder, 'e.png'), 'other');
  await expect(check()).rejects.toThrow(
    '4 images (a.png, b.png, c.png, ...) are no longer in place: put back what is missing; ' +
      '1 image (e.png) is no longer what was imported: restore them, or remove them from the project.',
  );
});
