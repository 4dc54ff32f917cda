import { chromium, type Browser, type Page } from '@playwright/test';
import { chromiumArguments, findChromium } from '../../browser/findChromium.ts';
import { startServedHost } from '../../e2e/servedHost.ts';
import { quantile } from '../benchHost.ts';
import { crowds, placeOf, withCrowdedProject } from './crowdedProject.ts';
import {
  brushStroke,
  dragEach,
  openImage,
  pageMemoryMegabytes,
  panAndZoom,
  pressKeys,
  requireObjects,
  selectOne,
} from './gestures.ts';
import { defineSteps, mainThreadWork } from './mainThreadWork.ts';

export interface CanvasMeasurement {
  readonly name: string;
  /** From the press on the image to the frame that shows it with all its objects; 10,000 polygons. */
  readonly openMs: number;
  readonly panZoomP95Ms: number;
  readonly selectMs: number;
  /** The slowest of the medians of adding, moving, and taking back. */
  readonly editMs: number;
  readonly brushP95Ms: number;
  /** Pan and zoom of 100,000 objects. */
  readonly manyObjectsP95Ms: number;
  /** Proportional set size of the page's process after all this, its garbage collected. */
  readonly pageMemoryMB: number;
}

const view = { width: 1600, height: 1000 };
const edits = 24;
const selections = 60;

export function measureCanvas(): Promise<CanvasMeasurement> {
  return withCrowdedProject(async (project, home) => {
    const host = await startServedHost(home, [project]);
    const browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArguments() });
    try {
      const page = await browser.newPage({ viewport: view });
      await page.goto(host.address);
      await page.getByTestId('open-label').click();
      return await measureIn(browser, page);
    } finally {
      await browser.close();
      await host.close();
    }
  });
}

async function measureIn(browser: Browser, page: Page): Promise<CanvasMeasurement> {
  await page.getByTestId('filmstrip-item').nth(1).waitFor();
  // Its pyramid is made once.
  await openImage(page, crowds.polygons);
  await openImage(page, crowds.small);
  await defineSteps(page);
  const work = (perform: () => Promise<void>): Promise<number[]> => mainThreadWork(browser, page, perform);
  const many = await work(() => panAndZoom(page));
  const openMs = await openImage(page, crowds.polygons);
  const panZoom = await work(() => panAndZoom(page));
  await page.keyboard.press('v');
  await page.keyboard.press('f');
  const places = Array.from({ length: edits }, (_, index) => placeOf(crowds.polygons, 20 + 2 * index, 40));
  const select = await work(() => selectOne(page, placesApart()));
  const add = await work(() =>
    pressKeys(
      page,
      Array.from({ length: edits }, () => 'Control+d'),
    ),
  );
  await requireObjects(page, crowds.polygons.perRow ** 2 + edits);
  const move = (await work(() => dragEach(page, places))).filter((_, step) => step % 2 === 0);
  const takeBack = await work(() =>
    pressKeys(
      page,
      Array.from({ length: 2 * edits }, () => 'Control+z'),
    ),
  );
  await requireObjects(page, crowds.polygons.perRow ** 2);
  const brush = await work(() => brushStroke(page));
  await requireObjects(page, crowds.polygons.perRow ** 2 + 1);
  await collectGarbage(page);
  const medians = [add, move, takeBack].map((durations) => quantile(durations, 0.5));
  return {
    name: 'canvas with 10,000 polygons of 40 vertices on 8,000 x 8,000 pixels',
    openMs,
    panZoomP95Ms: quantile(panZoom, 0.95),
    selectMs: quantile(select, 0.95),
    editMs: Math.max(...medians),
    brushP95Ms: quantile(brush, 0.95),
    manyObjectsP95Ms: quantile(many, 0.95),
    pageMemoryMB: await pageMemoryMegabytes(await browser.newBrowserCDPSession()),
  };
}

/** All over the image, so that the list of objects goes far each time. */
function placesApart(): (readonly [x: number, y: number])[] {
  const { polygons } = crowds;
  const within = polygons.perRow - 30;
  return Array.from({ length: selections }, (_, index) =>
    placeOf(polygons, 15 + ((index * 37) % within), 15 + ((index * 23) % within)),
  );
}

async function collectGarbage(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  await session.detach();
}
