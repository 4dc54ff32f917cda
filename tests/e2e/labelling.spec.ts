import sharp from 'sharp';
import { geometryArea } from '../../app/geometry/measure.ts';
import type { AnnotationRecord } from '../../app/model/records.ts';
import { expect, test } from './fixtures.ts';
import { annotationRecord } from '../fixtures/records.ts';
import { imageSize, openLabellingDesk, pixelValue, roundedRings } from './labellingDesk.ts';

test('a polygon is drawn, taken back vertex by vertex, reshaped, given a hole, and is there after a reload', async ({
  studio,
}) => {
  const desk = await openLabellingDesk(studio);
  const { page } = desk;
  await page.keyboard.press('p');
  for (const place of [
    [40, 40],
    [140, 40],
    [140, 120],
    [300, 220],
  ] as const)
    await desk.click(place);
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Control+y');
  await desk.click([60, 130]);
  await desk.hover([41, 41]);
  await expect(page.getByTestId('hint')).toHaveText('Click to close the outline');
  await desk.click([41, 41]);
  await expect(desk.rows).toHaveCount(1);

  await page.keyboard.press('v');
  await desk.drag([
    [140, 40],
    [160, 30],
  ]);
  await desk.drag([
    [100, 125],
    [100, 160],
  ]);
  await desk.click([60, 130], 'Alt');
  await desk.saved();
  const [reshaped] = (await desk.stored()).annotations.map(roundedRings);
  expect(reshaped).toEqual([[40, 40, 160, 30, 140, 120, 100, 160]]);

  await page.keyboard.press('p');
  for (const place of [
    [80, 60],
    [120, 60],
    [100, 90],
  ] as const)
    await desk.click(place, 'Alt');
  await page.keyboard.press('Enter');
  await desk.saved();
  const cut = [
    [40, 40, 160, 30, 140, 120, 100, 160],
    [80, 60, 120, 60, 100, 90],
  ];
  expect((await desk.stored()).annotations.map(roundedRings)).toEqual([cut]);

  for (let gesture = 0; gesture < 5; gesture++) await page.keyboard.press('Control+z');
  await expect(desk.rows).toHaveCount(0);
  for (let gesture = 0; gesture < 5; gesture++) await page.keyboard.press('Control+Shift+z');
  await expect(desk.rows).toHaveCount(1);
  await desk.saved();
  await expect.poll(async () => (await desk.stored()).annotations.map(roundedRings)).toEqual([cut]);
  await page.reload();
  await expect(desk.rows).toHaveCount(1);
  expect((await desk.stored()).annotations.map(roundedRings)).toEqual([cut]);
});

test('the brush paints and goes on, Shift-click draws a line, the eraser takes away, masks and polygons convert', async ({
  studio,
}, testInfo) => {
  const desk = await openLabellingDesk(studio);
  const { page } = desk;
  const areas = async () => (await desk.stored()).annotations.map(({ geometry }) => Math.round(geometryArea(geometry)));
  await page.keyboard.press('b');
  await expect(page.getByTestId('brush-size')).toHaveText('20 px');
  await desk.click([60, 60]);
  await desk.saved();
  const [disc = 0] = await areas();
  expect(Math.abs(disc - Math.PI * 100)).toBeLessThan(12);

  await desk.click([160, 60], 'Shift');
  await desk.saved();
  const [line = 0] = await areas();
  expect(Math.abs(line - disc - 2000)).toBeLessThan(30);
  await page.keyboard.press('n');
  await desk.drag([
    [60, 160],
    [120, 200],
    [200, 160],
  ]);
  await expect(desk.rows).toHaveCount(2);
  await page.screenshot({ path: testInfo.outputPath('painted.png') });

  await desk.hover([250, 100]);
  await page.keyboard.press(']');
  await page.keyboard.down('Alt');
  await page.mouse.wheel(0, 100);
  await page.mouse.wheel(0, 100);
  await page.keyboard.up('Alt');
  await expect(page.getByTestId('brush-size')).toHaveText('16 px');

  await page.keyboard.press('Escape');
  await page.keyboard.press('e');
  await desk.drag([
    [100, 40],
    [100, 80],
  ]);
  await desk.saved();
  const [erased = 0] = await areas();
  expect(Math.abs(line - erased - 16 * 20)).toBeLessThan(30);

  await page.keyboard.press('v');
  await desk.click([60, 60]);
  await page.getByTestId('to-polygon').click();
  await expect(desk.rows.and(page.locator('[data-kind=polygon]'))).toHaveCount(1);
  await desk.saved();
  expect((await areas())[0]).toBe(erased);
  await page.getByTestId('to-mask').click();
  await expect(desk.rows.and(page.locator('[data-kind=mask]'))).toHaveCount(2);
  await desk.saved();
  expect((await areas())[0]).toBe(erased);
  await page.keyboard.press('Delete');
  await expect(desk.rows).toHaveCount(1);
  await page.keyboard.press('Control+z');
  await expect(desk.rows).toHaveCount(2);
  await page.reload();
  await expect(desk.rows).toHaveCount(2);
  expect((await areas())[0]).toBe(erased);
});

test('objects are relabelled, duplicated, moved, selected together and deleted; labels are renamed and removed', async ({
  studio,
}) => {
  const desk = await openLabellingDesk(studio);
  const { page } = desk;
  await page.keyboard.press('p');
  for (const place of [
    [20, 20],
    [60, 20],
    [60, 60],
    [20, 60],
  ] as const)
    await desk.click(place);
  await page.keyboard.press('Enter');
  await page.keyboard.press('v');
  await page.keyboard.press('2');
  await expect(desk.rows).toHaveText([/crystal/]);
  await page.getByTestId('object-label').selectOption({ label: 'cell' });
  await expect(desk.rows).toHaveText([/cell/]);
  await page.keyboard.press('Control+d');
  await expect(desk.rows).toHaveCount(2);
  await desk.drag([
    [45, 45],
    [195, 95],
  ]);
  await desk.saved();
  const rings = (await desk.stored()).annotations.map(roundedRings);
  expect(rings[0]).toEqual([[20, 20, 60, 20, 60, 60, 20, 60]]);
  const [outline = []] = rings[1] ?? [];
  expect([(outline[2] ?? 0) - (outline[0] ?? 0), (outline[5] ?? 0) - (outline[1] ?? 0)]).toEqual([40, 40]);
  expect(outline[0]).toBeGreaterThan(160);

  await page.keyboard.press('Escape');
  await desk.drag([
    [5, 5],
    [310, 230],
  ]);
  await expect(page.getByTestId('object-properties')).toContainText('2 objects selected');
  await desk.click([40, 40], 'Shift');
  await expect(page.getByTestId('object-properties')).toContainText('Polygon');
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  await expect(desk.rows).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(desk.rows).toHaveCount(2);

  await page.getByTestId('label-cell').dblclick();
  await page.getByTestId('label-name').fill('nucleus');
  await page.getByTestId('label-name').press('Enter');
  await expect(desk.rows).toHaveText([/nucleus/, /nucleus/]);
  await page.getByTestId('label-nucleus').hover();
  await page.getByTestId('remove-label-nucleus').click();
  await expect(desk.rows).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(desk.rows).toHaveCount(2);
  await page.reload();
  await expect(desk.rows).toHaveText([/nucleus/, /nucleus/]);
});

test('suggestions are accepted and rejected by key and above a score', async ({ studio }, testInfo) => {
  const desk = await openLabellingDesk(studio);
  const { page } = desk;
  const [cell] = await desk.labels();
  const imageId = (await desk.stored()).image.id;
  const suggestion = (index: number): AnnotationRecord => ({
    id: `suggestion-${index}`,
    imageId,
    labelId: cell?.id ?? '',
    geometry: {
      kind: 'polygon',
      parts: [
        { outline: [20 + index * 45, 50, 55 + index * 45, 50, 55 + index * 45, 90, 20 + index * 45, 90], holes: [] },
      ],
    },
    source: { kind: 'model', modelId: 'model' },
    score: 0.9 - index * 0.1,
    status: 'suggested',
    isCrowd: false,
    attributes: {},
    groupId: null,
    createdAt: index,
    updatedAt: index,
  });
  const records = Array.from({ length: 6 }, (_, index) => suggestion(index));
  await desk.commit(records.map((after) => ({ table: 'annotations', before: null, after })));
  await expect(page.getByTestId('accept-suggestions')).toHaveText('Accept 5 suggestions');
  await page.screenshot({ path: testInfo.outputPath('suggestions.png') });

  const states = async () => (await desk.stored()).annotations.map(({ id, status }) => `${id.slice(-1)} ${status}`);
  await page.keyboard.press('Tab');
  await page.keyboard.press('a');
  await page.keyboard.press('r');
  await expect(page.getByTestId('accept-suggestions')).toHaveText('Accept 3 suggestions');
  await page.getByTestId('score').fill('0.65');
  await expect(page.getByTestId('accept-suggestions')).toHaveText('Accept 1 suggestion');
  await page.getByTestId('accept-suggestions').click();
  await desk.saved();
  expect(await states()).toEqual(['0 accepted', '2 accepted', '3 suggested', '4 suggested', '5 suggested']);
  await page.keyboard.press('Control+z');
  await expect(page.getByTestId('accept-suggestions')).toHaveText('Accept 1 suggestion');
  await page.getByTestId('reject-all').click();
  await expect(page.getByTestId('suggestions')).toBeHidden();
  await desk.saved();
  expect(await states()).toEqual(['0 accepted']);
});

test('the image zooms to the pointer, pans, fits, and shows its stored pixels crisply', async ({ studio }) => {
  const desk = await openLabellingDesk(studio);
  const { page } = desk;
  const canvas = page.getByTestId('canvas');
  const scale = async () => Number(await canvas.getAttribute('data-scale'));
  const fitted = await scale();
  const near = await desk.onPage([200, 100]);
  const place = { x: Math.round(near.x), y: Math.round(near.y) };
  const under = await desk.onImage(place);
  await page.mouse.move(place.x, place.y);
  for (let step = 0; step < 12; step++) await page.mouse.wheel(0, -120);
  await expect.poll(scale).toBeGreaterThan(6 * fitted);
  const still = await desk.onImage(place);
  expect(Math.hypot(still.x - under.x, still.y - under.y)).toBeLessThan(0.01);

  await desk.hover([205.5, 104.5]);
  await expect(page.getByTestId('pixel-value')).toHaveText(`value ${pixelValue(205, 104)}`);
  await page.mouse.move(0, 0);
  const image = sharp(await page.screenshot()).greyscale();
  const { data, info } = await image.raw().toBuffer({ resolveWithObject: true });
  for (const [x, y] of [
    [203, 101],
    [204, 101],
    [205, 103],
  ] as const) {
    const seen = await desk.onPage([x + 0.5, y + 0.5]);
    expect(Math.abs((data[Math.round(seen.y) * info.width + Math.round(seen.x)] ?? 0) - pixelValue(x, y))).toBeLessThan(
      3,
    );
  }

  const before = await desk.onPage([200, 100]);
  await page.mouse.move(before.x, before.y);
  await page.keyboard.down('Space');
  await page.mouse.down();
  await page.mouse.move(before.x + 60, before.y + 20, { steps: 4 });
  await page.mouse.up();
  await page.keyboard.up('Space');
  const after = await desk.onPage([200, 100]);
  expect([Math.round(after.x - before.x), Math.round(after.y - before.y)]).toEqual([60, 20]);
  await page.keyboard.press('Control+1');
  await expect.poll(scale).toBe(1);
  await page.keyboard.press('f');
  await expect.poll(scale).toBe(fitted);
  expect(imageSize.width * fitted).toBeLessThanOrEqual((await canvas.boundingBox())?.width ?? 0);
});

test('the display window changes the picture at once, is stored as one gesture, and leaves the values alone', async ({
  studio,
}) => {
  const desk = await openLabellingDesk(studio);
  const { page } = desk;
  const shownAt = async (x: number, y: number) => {
    const { data, info } = await sharp(await page.screenshot())
      .greyscale()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const place = await desk.onPage([x + 0.5, y + 0.5]);
    return data[Math.round(place.y) * info.width + Math.round(place.x)] ?? 0;
  };
  await page.getByTestId('display-low').scrollIntoViewIfNeeded();
  for (const low of ['20', '60', '100']) await page.getByTestId('display-low').fill(low);
  await page.getByTestId('display-high').fill('150');
  await desk.hover([3.5, 1.5]);
  await expect(page.getByTestId('pixel-value')).toHaveText(`value ${pixelValue(3, 1)}`);
  await page.mouse.move(0, 0);
  const expected = (x: number, y: number) => Math.min(Math.max((pixelValue(x, y) - 100) / 50, 0), 1) * 255;
  for (const [x, y] of [
    [100, 100],
    [101, 100],
    [102, 100],
    [100, 101],
  ] as const) {
    expect(Math.abs((await shownAt(x, y)) - expected(x, y))).toBeLessThan(3);
  }
  await expect.poll(async () => (await desk.stored()).image.displayWindow).toEqual({ low: 100, high: 150 });
  await page.keyboard.press('Control+z');
  await expect.poll(async () => (await desk.stored()).image.displayWindow).toBe(null);
  expect(Math.abs((await shownAt(100, 100)) - pixelValue(100, 100))).toBeLessThan(3);
});

test('another window sees every edit; a refused edit is taken back; without its host the page says so and sends again', async ({
  studio,
}) => {
  const desk = await openLabellingDesk(studio);
  const { page } = desk;
  const drawSquare = async (x: number) => {
    await page.keyboard.press('p');
    for (const [dx, dy] of [
      [0, 0],
      [40, 0],
      [40, 40],
      [0, 40],
    ] as const)
      await desk.click([x + dx, 60 + dy]);
    await page.keyboard.press('Enter');
  };
  const [cell] = await desk.labels();
  const elsewhere = annotationRecord('elsewhere', (await desk.stored()).image.id, cell?.id ?? '');
  await desk.commit([{ table: 'annotations', before: null, after: elsewhere }]);
  await expect(desk.rows).toHaveCount(1);
  await desk.undoElsewhere();
  await expect(desk.rows).toHaveCount(0);

  const commits = '**/rpc/edits/commit';
  const message = 'Somebody else changed this object.';
  await page.route(commits, (route) =>
    route.fulfill({ status: 422, json: { json: { defined: false, code: 'EDIT_CONFLICT', status: 422, message } } }),
  );
  await drawSquare(20);
  await expect(page.getByText(message)).toBeVisible();
  await expect(desk.rows).toHaveCount(0);
  await page.unroute(commits);

  await page.route(commits, (route) => route.abort());
  await drawSquare(90);
  await expect(page.getByTestId('saving')).toHaveText('1 edit not saved: trying again');
  await expect(desk.rows).toHaveCount(1);
  await page.unroute(commits);
  await desk.saved();
  expect((await desk.stored()).annotations).toHaveLength(1);

  const resizer = await page.locator('[data-pane-resizer][data-direction=horizontal]').boundingBox();
  if (resizer === null) throw new Error('The side panel has no edge to drag.');
  const before = await page.getByTestId('canvas').boundingBox();
  await page.mouse.move(resizer.x, resizer.y + 100);
  await page.mouse.down();
  await page.mouse.move(resizer.x - 60, resizer.y + 100, { steps: 4 });
  await page.mouse.up();
  const after = await page.getByTestId('canvas').boundingBox();
  expect(Math.round((before?.width ?? 0) - (after?.width ?? 0))).toBeGreaterThan(50);
});
