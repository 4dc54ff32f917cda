import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createProjectStore } from '../../../main/store/projectStore.ts';
import { findPython } from '../../fixtures/findPython.ts';
import { annotationRecord, imageRecord, labelRecord } from '../../fixtures/records.ts';
import { drawDataset } from '../../fixtures/trainingRuns.ts';
import { withBenchHost } from '../benchHost.ts';
import { compareHeldOut } from './compareHeldOut.ts';
import { heldOutLines, lossDifference } from './heldOutLines.ts';

const python = findPython(['torch']);
const config = { ...{ patchSize: 32, width: 4, depth: 2, batchSize: 2, threads: 1 }, averageDecay: 0.5 };

/** Pictures of one bright square each: three to train on, one to validate, one for the test. */
async function makeProject(folder: string, pictures: string): Promise<void> {
  mkdirSync(pictures);
  const { images } = await drawDataset(pictures);
  const store = createProjectStore(folder, 'Squares');
  store.labels.add([labelRecord('square')]);
  for (const { id, file, width, height, objects } of images) {
    const split = id === 'image3' ? 'test' : id === 'image4' ? 'val' : 'train';
    store.images.add([
      imageRecord(id, { path: file, storage: 'referenced', byteSize: statSync(file).size, width, height, split }),
    ]);
    store.annotations.add(objects.map(({ geometry }) => annotationRecord(`of ${id}`, id, 'square', { geometry })));
  }
  store.close();
}

/** The content of each file below a folder. */
function filesOf(folder: string): ReadonlyMap<string, Buffer> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const files = names.filter((name) => statSync(join(folder, name)).isFile());
  return new Map(files.map((name) => [name, readFileSync(join(folder, name))]));
}

describe.skipIf(python === null)('a project learnt here and in PyTorch (skipped where it is absent)', () => {
  it('is scored on images that neither saw, and stays as it is', { timeout: 120_000 }, async () => {
    await withBenchHost(async (host, folder) => {
      const project = join(folder, 'squares');
      await makeProject(project, join(folder, 'pictures'));
      const before = filesOf(project);
      const wanted = { project, steps: 3, config, splits: ['val', 'test'], onStage: () => undefined } as const;
      const found = await compareHeldOut(host, folder, { python: python ?? '', ...wanted });
      expect(filesOf(project)).toEqual(before);

      expect([found.own.length, found.torch.length]).toEqual([3, 3]);
      expect(lossDifference(found, 1)).toBeLessThan(1e-5);
      expect(found.own[2]?.loss).not.toBe(found.own[0]?.loss);
      const names = ['last, here', 'last, PyTorch', 'averaged, here', 'averaged, PyTorch', 'kept, here'];
      expect(found.scored.map(({ name }) => name)).toEqual(names);
      const [own, torch] = found.scored.map(({ reports }) => reports.test?.meanDice ?? NaN);
      expect(found.scored[0]?.reports.test?.images).toBe(1);
      expect(Math.abs((own ?? NaN) - (torch ?? NaN))).toBeLessThan(0.01);

      const lines = heldOutLines(found, new Map());
      expect(lines.filter((line) => line.startsWith('averaged, PyTorch'))).toHaveLength(2);
      expect(lines.filter((line) => / +\d\.\d{6} +\d\.\d{6} +/.test(line))).toHaveLength(3);
    });
  });
});
