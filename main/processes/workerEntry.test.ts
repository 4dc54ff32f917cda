import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { deviceProbe, speedTest, tfjsProbe, workerEntry } from './workerEntry.ts';

const workers = (['cutouts', 'images', 'imported', 'inference', 'training', 'sample'] as const).map(workerEntry);

it.each([...workers, deviceProbe(), speedTest(), tfjsProbe()])('starts what is there: %s', (file) => {
  expect(existsSync(file)).toBe(true);
});
