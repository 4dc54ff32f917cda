import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readCocoResults } from '../../app/formats/coco/cocoResults.ts';
import { readCocoTruth } from '../../app/formats/coco/cocoTruth.ts';
import { statsOf } from '../../app/metrics/cocoScores.ts';
import { scoreCoco } from '../../main/jobs/scoreCoco.ts';
import { findPython } from '../fixtures/findPython.ts';
import { temporaryFolder } from '../fixtures/temporaryFolder.ts';
import { cocoCase, type CocoCase } from '../generators/cocoCases.ts';

const python = findPython(['pycocotools']);
if (python === null) process.stderr.write('No Python here has pycocotools: the comparison with it is skipped.\n');

const sizes = [
  { images: 1, categories: 2, truths: 2, detections: 4, width: 40, height: 30 },
  { images: 6, categories: 4, truths: 5, detections: 12, width: 120, height: 90 },
  { images: 20, categories: 9, truths: 12, detections: 40, width: 320, height: 240 },
  // More numbers to a mean than numpy adds at a time.
  { images: 12, categories: 20, truths: 10, detections: 30, width: 200, height: 200 },
  // More than the hundred that count.
  { images: 3, categories: 2, truths: 60, detections: 260, width: 400, height: 400 },
];

const classesOf = (scores: { readonly classes: readonly { readonly ap: number | null }[] }): number[] =>
  scores.classes.map(({ ap }) => ap ?? -1);

it.skipIf(python === null)('scores random data sets as pycocotools does, to the last bit', async () => {
  const folder = temporaryFolder();
  const cases = Array.from({ length: 48 }, (_, seed): CocoCase => {
    return cocoCase(seed, sizes[seed % sizes.length] as (typeof sizes)[number]);
  });
  cases.forEach(({ truth, results }, index) => {
    const stem = join(folder, String(index).padStart(3, '0'));
    // pycocotools cannot read an empty list.
    if (results.length === 0) return;
    writeFileSync(`${stem}.truth.json`, JSON.stringify(truth));
    writeFileSync(`${stem}.results.json`, JSON.stringify(results));
  });
  const program = join(import.meta.dirname, 'pycocotoolsScores.py');
  const expected: unknown = JSON.parse(
    execFileSync(python ?? '', [program, folder], { encoding: 'utf8', maxBuffer: 2 ** 28 }),
  );
  const own = [];
  for (const { truth, results } of cases.filter(({ results }) => results.length > 0)) {
    const [read, found] = [readCocoTruth(truth), readCocoResults(results)];
    const segm = await scoreCoco(read, found, 'segm');
    const bbox = await scoreCoco(read, found, 'bbox');
    own.push({
      segm: { stats: statsOf(segm.scores.numbers), classes: classesOf(segm.scores) },
      bbox: { stats: statsOf(bbox.scores.numbers), classes: classesOf(bbox.scores) },
    });
  }
  expect(own.length).toBeGreaterThan(40);
  expect(own).toEqual(expected);
});
