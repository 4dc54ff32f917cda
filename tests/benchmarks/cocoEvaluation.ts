import { performance } from 'node:perf_hooks';
import { readCocoResults } from '../../app/formats/coco/cocoResults.ts';
import { readCocoTruth } from '../../app/formats/coco/cocoTruth.ts';
import { scoreCoco } from '../../main/jobs/scoreCoco.ts';
import { cocoCase } from '../generators/cocoCases.ts';

/**
 * `npm run bench:coco-evaluation`: how long scoring a COCO results file takes on generated data of the size of COCO's
 * validation set: 5,000 images of 640 x 480 pixels with about 36,000 objects of 80 categories.
 */
const { truth, results } = cocoCase(1, {
  images: 5000,
  categories: 80,
  truths: 7.2,
  detections: 20,
  width: 640,
  height: 480,
});
const texts = [JSON.stringify(truth), JSON.stringify(results)] as const;
const megabytes = texts.map((text) => `${(text.length / 1e6).toFixed(0)} MB`).join(' and ');
console.log(
  `${truth.images.length} images, ${truth.annotations.length} objects, ${results.length} detections, ${megabytes} of JSON`,
);

const started = performance.now();
const read = [readCocoTruth(JSON.parse(texts[0])), readCocoResults(JSON.parse(texts[1]))] as const;
report('read both files', started);
for (const kind of ['bbox', 'segm', 'boundary'] as const) {
  const start = performance.now();
  const { scores } = await scoreCoco(...read, kind);
  report(`${kind}: AP ${scores.numbers.ap?.toFixed(4)}`, start);
}
console.log(`largest memory ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`);

function report(what: string, since: number): void {
  console.log(`${what.padEnd(24)} ${((performance.now() - since) / 1000).toFixed(2)} s`);
}
