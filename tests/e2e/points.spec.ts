import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './fixtures.ts';
import { type LabellingDesk, openLabellingDesk } from './labellingDesk.ts';

interface KeypointFile {
  readonly annotations: readonly { readonly keypoints?: readonly number[]; readonly num_keypoints?: number }[];
}

/** Of every stored object its points, in whole pixels. */
async function storedPoints(desk: LabellingDesk): Promise<number[][]> {
  await desk.saved();
  return (await desk.stored()).annotations.map(({ geometry }) =>
    geometry.kind === 'points' ? geometry.points.map(Math.round) : [],
  );
}

test('points are set, moved and deleted one by one, undone, redone, found again, and written as keypoints', async ({
  studio,
}) => {
  const desk = await openLabellingDesk(studio);
  const { page, rows } = desk;
  const count = page.getByTestId('object-points');
  await page.keyboard.press('y');
  await desk.click([60, 60]);
  await desk.click([140, 60]);
  await desk.click([100, 140]);
  await expect(rows).toHaveCount(1);
  await expect(count).toHaveText('3 points');
  expect(await storedPoints(desk)).toEqual([[60, 60, 140, 60, 100, 140]]);

  await page.keyboard.press('v');
  await expect(page.getByTestId('hint')).toContainText('Drag a point');
  await desk.drag([
    [140, 60],
    [200, 80],
  ]);
  expect(await storedPoints(desk)).toEqual([[60, 60, 200, 80, 100, 140]]);
  expect((await desk.history()).undo).toBe('Move point');

  await desk.hover([100, 140]);
  await page.mouse.down();
  await desk.hover([250, 200]);
  await expect(page.getByTestId('hint')).toContainText('Drag the point');
  await page.keyboard.press('Escape');
  await page.mouse.up();
  await desk.click([60, 60], 'Alt');
  await expect(count).toHaveText('2 points');
  const left = [[200, 80, 100, 140]];
  expect(await storedPoints(desk)).toEqual(left);
  expect((await desk.history()).undo).toBe('Delete point');

  // Between the two there is nothing: the frame that is drawn there holds no object.
  await desk.drag([
    [145, 105],
    [165, 115],
  ]);
  await expect(count).toHaveCount(0);
  expect(await storedPoints(desk)).toEqual(left);
  await desk.click([100, 140]);
  await expect(count).toHaveText('2 points');

  for (let gesture = 0; gesture < 5; gesture++) await page.keyboard.press('Control+z');
  await expect(rows).toHaveCount(0);
  expect(await storedPoints(desk)).toEqual([]);
  for (let gesture = 0; gesture < 5; gesture++) await page.keyboard.press('Control+y');
  await expect(rows).toHaveCount(1);
  expect(await storedPoints(desk)).toEqual(left);
  const { annotations } = await desk.stored();
  await page.reload();
  await expect(rows).toHaveCount(1);
  expect((await desk.stored()).annotations).toEqual(annotations);

  await page.getByTestId('open-data').click();
  await page.getByTestId('export-coco').click();
  const folder = join(studio.host.home, 'coco');
  await page.getByTestId('export-folder').fill(folder);
  await page.getByTestId('start-export').click();
  await expect(page.getByTestId('job')).toContainText('1 object of points was written as keypoints.');
  const file = JSON.parse(await readFile(join(folder, 'annotations.json'), 'utf8')) as KeypointFile;
  const written = file.annotations.map(({ keypoints = [], num_keypoints }) => [
    num_keypoints,
    keypoints.map(Math.round),
  ]);
  expect(written).toEqual([[2, [200, 80, 2, 100, 140, 2]]]);
});
