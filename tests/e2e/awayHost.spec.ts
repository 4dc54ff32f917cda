import { expect, test } from './fixtures.ts';
import { type LabellingDesk, openLabellingDesk } from './labellingDesk.ts';

const commits = '**/rpc/edits/commit';

async function drawRectangle(desk: LabellingDesk, x: number): Promise<void> {
  await desk.page.keyboard.press('m');
  await desk.drag([
    [x, 40],
    [x + 30, 80],
  ]);
}

test('a host that stands still is told of, and takes the edits in order once it goes on', async ({ studio }) => {
  const { process } = studio.host;
  test.skip(process === null, 'The desktop window has its host under the shell.');
  if (process === null) return;
  const desk = await openLabellingDesk(studio);
  const saving = desk.page.getByTestId('saving');
  await desk.saved();
  process.signal('SIGSTOP');
  try {
    await drawRectangle(desk, 20);
    await expect(saving).toHaveText('The program is slow: 1 edit waits');
    await drawRectangle(desk, 80);
    await desk.page.keyboard.press('Delete');
    await drawRectangle(desk, 140);
    await expect(saving).toHaveText('The program is slow: 4 edits wait');
    await expect(desk.rows).toHaveCount(2);
  } finally {
    process.signal('SIGCONT');
  }
  await desk.saved();
  expect((await desk.stored()).annotations).toHaveLength(2);
  await desk.page.keyboard.press('Control+z');
  await desk.page.keyboard.press('Control+z');
  await expect(desk.rows).toHaveCount(2);
});

test('edits made while the host is dead are delivered to the next one, with the project open again', async ({
  studio,
}) => {
  const { process } = studio.host;
  test.skip(process === null, 'The desktop window has its host under the shell.');
  if (process === null) return;
  const desk = await openLabellingDesk(studio);
  await drawRectangle(desk, 20);
  await desk.saved();
  await process.kill();
  await drawRectangle(desk, 80);
  await drawRectangle(desk, 140);
  await expect(desk.page.getByTestId('saving')).toHaveText('2 edits not saved: trying again');
  await expect(desk.page.getByTestId('connection-lost')).toBeVisible();
  await desk.page.request.get(await process.startAgain());
  await desk.saved();
  await expect(desk.page.getByTestId('connection-lost')).toHaveCount(0);
  await expect(desk.rows).toHaveCount(3);
  expect((await desk.stored()).annotations).toHaveLength(3);
  await expect(desk.page.getByRole('alert')).toHaveCount(0);
});

test('an edit whose answer was lost is not made twice and holds nothing up', async ({ studio }) => {
  const desk = await openLabellingDesk(studio);
  await desk.page.route(
    commits,
    async (route) => {
      await route.fetch();
      await route.abort();
    },
    { times: 1 },
  );
  await drawRectangle(desk, 20);
  await drawRectangle(desk, 80);
  await desk.saved();
  await expect(desk.rows).toHaveCount(2);
  expect((await desk.stored()).annotations).toHaveLength(2);
  await desk.page.keyboard.press('Control+z');
  await expect(desk.rows).toHaveCount(1);
  await desk.page.keyboard.press('Control+z');
  await expect(desk.rows).toHaveCount(0);
});
