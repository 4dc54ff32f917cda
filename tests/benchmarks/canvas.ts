import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { buildPageIfStale } from '../../main/launch/buildPage.ts';
import { measureCanvas } from './canvas/measureCanvas.ts';
import { measureSlide } from './canvas/slide.ts';
import { printMeasurement } from './printMeasurement.ts';

/**
 * `npm run bench:canvas`: the labelling canvas in a real Chromium, with 10,000 polygons of 40 vertices and with 100,000
 * small objects, on images of 8,000 x 8,000 pixels. `--json FILE` writes the numbers too. Times of a frame are the work of
 * the page's main thread for one event: its handlers, the drawing and the layout that follow. `--slide` measures a tiled TIFF
 * of 60,000 x 60,000 pixels instead, which takes minutes and 7 GB of disk; `--slide-file FILE` takes one that is there.
 */
const { values } = parseArgs({
  options: { json: { type: 'string' }, slide: { type: 'boolean' }, 'slide-file': { type: 'string' } },
});
await buildPageIfStale();
const slideFile = values['slide-file'] ?? null;
const measurement = await (values.slide === true || slideFile !== null ? measureSlide(slideFile) : measureCanvas());
printMeasurement({ ...measurement });
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(measurement, null, 2)}\n`);
