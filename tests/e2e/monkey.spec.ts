import { annotationRecord } from '../fixtures/records.ts';
import { randomNumbers } from '../generators/cocoCases.ts';
import { expect, test, type Studio } from './fixtures.ts';
import { type LabellingDesk, openLabellingDesk } from './labellingDesk.ts';

const steps = 200;
const seed = Number(process.env.MASKWRIGHT_MONKEY_SEED ?? 1);

const toolKeys = ['v', 'p', 'p', 'm', 'm', 't', 'l', 'l', 'b', 'b', 'e', 'c', 'g', 'h'];
const editKeys = [
  'Delete',
  'Control+d',
  'Control+a',
  'Tab',
  'Shift+U',
  'Shift+S',
  'Shift+I',
  'Shift+E',
  'Shift+F',
  '>',
  '<',
];
const gestureKeys = ['Enter', 'Enter', 'Escape', 'Escape', 'Control+y', 'n', 'n', 'o', 's', '[', ']'];

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What somebody does who leans on keyboard and mouse. */
class Monkey {
  readonly #desk: LabellingDesk;
  readonly #area: Box;
  readonly #random: () => number;

  constructor(desk: LabellingDesk, area: Box, random: () => number) {
    this.#desk = desk;
    this.#area = area;
    this.#random = random;
  }

  async step(): Promise<void> {
    const choice = this.#random();
    const { keyboard } = this.#desk.page;
    if (choice < 0.04) await keyboard.press('Control+z');
    else if (choice < 0.2) await keyboard.press(this.#anyOf(toolKeys));
    else if (choice < 0.32) await keyboard.press(this.#anyOf(gestureKeys));
    else if (choice < 0.44) await keyboard.press(this.#anyOf(editKeys));
    else if (choice < 0.5) await this.#zoom();
    else if (choice < 0.68) await this.#click();
    else await this.#drag();
  }

  #anyOf<T>(values: readonly T[]): T {
    return values[Math.floor(this.#random() * values.length)] as T;
  }

  async #click(): Promise<void> {
    await this.#desk.page.mouse.click(...this.#place(), { clickCount: this.#random() < 0.2 ? 2 : 1 });
  }

  /** On the canvas, wherever a zoom has moved the image. */
  #place(): [number, number] {
    const share = () => 0.1 + 0.8 * this.#random();
    return [this.#area.x + this.#area.width * share(), this.#area.y + this.#area.height * share()];
  }

  /** Now and then a key comes in the middle. */
  async #drag(): Promise<void> {
    const { mouse, keyboard } = this.#desk.page;
    await mouse.move(...this.#place());
    await mouse.down();
    for (let turn = 0; turn < 3; turn++) {
      await mouse.move(...this.#place(), { steps: 3 });
      if (this.#random() < 0.08) await keyboard.press(this.#anyOf([...gestureKeys, ...toolKeys]));
    }
    await mouse.up();
  }

  async #zoom(): Promise<void> {
    await this.#desk.page.mouse.move(...this.#place());
    if (this.#random() < 0.5) await this.#desk.page.keyboard.press('f');
    else await this.#desk.page.mouse.wheel(0, this.#random() * 400 - 200);
  }
}

test('a monkey at the desk loses nothing: reloaded, killed, undone to the beginning and redone to the end', async ({
  studio,
}) => {
  test.setTimeout(240_000);
  const desk = await openLabellingDesk(studio);
  const { page } = desk;
  // Whatever the monkey takes back at first, it keeps labels to draw with.
  for (let prepared = 0; prepared < 15; prepared++) await addSquare(desk, prepared);
  const area = await page.getByTestId('canvas').boundingBox();
  if (area === null) throw new Error('The canvas is not on the page.');
  const monkey = new Monkey(desk, area, randomNumbers(seed));
  const events: (readonly [atStep: number, () => Promise<void>])[] = [
    [70, async () => void (await page.reload())],
    [140, () => killAndReturn(studio)],
  ];
  for (let step = 0; step < steps; step++) {
    await monkey.step();
    const event = events.find(([atStep]) => atStep === step)?.[1];
    if (event === undefined) continue;
    await settle(desk);
    const before = await desk.stored();
    await event();
    await expect(page.getByTestId('status')).toContainText('%');
    expect(await desk.stored()).toEqual(before);
    await expectShown(desk);
  }
  await settle(desk);
  await expectShown(desk);
  const end = await desk.stored();
  const labels = await desk.labels();
  const gestures = await stepAllTheWay(desk, 'undo');
  expect(gestures).toBeGreaterThan(steps / 10);
  expect([await desk.labels(), (await desk.stored()).annotations]).toEqual([[], []]);
  await expectShown(desk);
  expect(await stepAllTheWay(desk, 'redo')).toBe(gestures);
  expect([await desk.labels(), await desk.stored()]).toEqual([labels, end]);
  await expectShown(desk);
});

/** Answers how many steps there were. */
async function stepAllTheWay(desk: LabellingDesk, direction: 'undo' | 'redo'): Promise<number> {
  let taken = 0;
  for (; (await desk.history())[direction] !== null; taken++) {
    const answer = desk.page.waitForResponse(`**/rpc/edits/${direction}`);
    await desk.page.keyboard.press(direction === 'undo' ? 'Control+z' : 'Control+y');
    await answer;
  }
  return taken;
}

async function addSquare(desk: LabellingDesk, number: number): Promise<void> {
  const [{ image }, [label]] = [await desk.stored(), await desk.labels()];
  const [x, y] = [20 * number, 200];
  const outline = [x, y, x + 10, y, x + 10, y + 10, x, y + 10];
  const geometry = { kind: 'polygon', parts: [{ outline, holes: [] }] } as const;
  const after = annotationRecord(`square ${number}`, image.id, label?.id ?? '', { geometry, createdAt: number });
  await desk.commit([{ table: 'annotations', before: null, after }]);
}

/** Ends what is under way, so that all of it is in the database. */
async function settle(desk: LabellingDesk): Promise<void> {
  for (let press = 0; press < 4; press++) await desk.page.keyboard.press('Escape');
  await desk.page.keyboard.press('v');
  await desk.saved();
}

async function expectShown(desk: LabellingDesk): Promise<void> {
  const { annotations } = await desk.stored();
  const count = annotations.length === 0 ? /^Objects\D*$/ : new RegExp(`^Objects\\D*${annotations.length}\\D*$`);
  await expect(desk.page.locator('section[aria-label=Objects] header')).toHaveText(count);
}

async function killAndReturn({ page, host }: Studio): Promise<void> {
  if (host.process === null) return;
  await host.process.kill();
  await page.goto(await host.process.startAgain());
  await page.getByTestId('recent-project').first().click();
}
