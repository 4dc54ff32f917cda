import type { Locator, Page } from '@playwright/test';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import type { HistoryState, OpenImage } from '../../app/contract/views.ts';
import type { RecordDiff } from '../../app/model/diff.ts';
import type { AnnotationRecord, LabelRecord } from '../../app/model/records.ts';
import { askHost } from './askHost.ts';
import { expect, type Studio } from './fixtures.ts';

type Place = readonly [x: number, y: number];
type Key = 'Shift' | 'Alt';

/** A project with one image on the canvas; pointer events are given in pixels of that image. */
export interface LabellingDesk {
  readonly page: Page;
  readonly rows: Locator;
  click(place: Place, key?: Key): Promise<void>;
  /** A press at the first place and a way through the others. */
  drag(places: readonly Place[], key?: Key): Promise<void>;
  hover(place: Place): Promise<void>;
  /** The canvas place of an image place, in CSS pixels of the page. */
  onPage(place: Place): Promise<{ x: number; y: number }>;
  /** The image place that is shown there. */
  onImage(place: { readonly x: number; readonly y: number }): Promise<{ x: number; y: number }>;
  /** What the host has stored of the image. */
  stored(): Promise<OpenImage>;
  /** An edit, and an undo, by somebody else than this page. */
  commit(diff: RecordDiff): Promise<void>;
  undoElsewhere(): Promise<void>;
  labels(): Promise<LabelRecord[]>;
  history(): Promise<HistoryState>;
  /** Waits until the screen says that everything is in the database. */
  saved(): Promise<void>;
}

export const imageSize = { width: 320, height: 240 };

/** Stored value of the generated image: every pixel differs from its neighbours. */
export function pixelValue(x: number, y: number): number {
  return (x * 37 + y * 91) % 200;
}

/** Makes a project of one generated image with the labels `cell` and `crystal`, and waits until it is shown. */
export async function openLabellingDesk({ page, host }: Studio): Promise<LabellingDesk> {
  const folder = join(host.home, 'pictures');
  await mkdir(folder);
  const pixels = Uint8Array.from({ length: imageSize.width * imageSize.height }, (_, index) =>
    pixelValue(index % imageSize.width, Math.floor(index / imageSize.width)),
  );
  await sharp(pixels, { raw: { ...imageSize, channels: 1 } })
    .toColourspace('b-w')
    .png()
    .toFile(join(folder, 'field.png'));

  const call = <T>(procedure: string, input?: unknown): Promise<T> => askHost(page, procedure, input);
  await call('project/create', { path: join(host.home, 'desk'), name: 'Desk' });
  await call('import/images', { paths: [folder] });
  await page.getByTestId('open-label').click();
  await expect(page.getByTestId('filmstrip-item')).toHaveCount(1);
  await expect(page.getByTestId('status')).toContainText('%');
  for (const name of ['cell', 'crystal']) {
    await page.getByTestId('new-label').fill(name);
    await page.getByTestId('new-label').press('Enter');
    await expect(page.getByTestId(`label-${name}`)).toBeVisible();
  }
  await page.getByTestId('label-cell').click();

  const canvas = page.getByTestId('canvas');
  const [image] = await call<{ id: string }[]>('images/list');
  if (image === undefined) throw new Error('The image was not imported.');
  const readView = async () => {
    const box = await canvas.boundingBox();
    const read = async (name: string) => Number(await canvas.getAttribute(`data-${name}`));
    if (box === null) throw new Error('The canvas is not on the page.');
    return {
      scale: await read('scale'),
      left: box.x + (await read('offset-x')),
      top: box.y + (await read('offset-y')),
    };
  };
  const onPage = async ([x, y]: Place) => {
    const { scale, left, top } = await readView();
    return { x: x * scale + left, y: y * scale + top };
  };
  const moveTo = async (place: Place, steps = 1) => {
    const { x, y } = await onPage(place);
    await page.mouse.move(x, y, { steps });
  };
  const holding = async (key: Key | undefined, work: () => Promise<void>) => {
    if (key !== undefined) await page.keyboard.down(key);
    await work();
    if (key !== undefined) await page.keyboard.up(key);
  };
  return {
    page,
    rows: page.getByTestId('object-row'),
    onPage,
    onImage: async ({ x, y }) => {
      const { scale, left, top } = await readView();
      return { x: (x - left) / scale, y: (y - top) / scale };
    },
    hover: (place) => moveTo(place, 3),
    click: (place, key) =>
      holding(key, async () => {
        await moveTo(place, 2);
        await page.mouse.down();
        await page.mouse.up();
      }),
    drag: (places, key) =>
      holding(key, async () => {
        for (const [index, place] of places.entries()) {
          await moveTo(place, index === 0 ? 1 : 6);
          if (index === 0) await page.mouse.down();
        }
        await page.mouse.up();
      }),
    stored: () => call('images/open', { imageId: image.id }),
    commit: async (diff) => void (await call('edits/commit', { clientId: 'elsewhere', description: 'Prepare', diff })),
    undoElsewhere: async () => void (await call('edits/undo', { clientId: 'elsewhere' })),
    labels: () => call('labels/list'),
    history: () => call('edits/history'),
    saved: () => expect(page.getByTestId('saving')).toHaveText('Saved'),
  };
}

/** Rings of a stored polygon, rounded to whole pixels, outline first. */
export function roundedRings({ geometry }: AnnotationRecord): number[][] {
  if (geometry.kind !== 'polygon') throw new Error(`The object is of the kind ${geometry.kind}.`);
  return geometry.parts.flatMap(({ outline, holes }) => [outline, ...holes].map((ring) => ring.map(Math.round)));
}
