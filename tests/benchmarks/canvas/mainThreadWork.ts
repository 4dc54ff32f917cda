import type { Browser, Page } from '@playwright/test';

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds. */
  readonly ts: number;
  readonly dur?: number;
  /** Processor time of the thread within `dur`. */
  readonly tdur?: number;
}

const markPrefix = 'step ';
const categories = ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline', 'blink.user_timing'];
const taskName = 'RunTask';

/**
 * Work of the page's main thread in each step of `perform`: milliseconds of processor time, so that other programs count
 * for little. `perform` calls the
 * page's `markStep` once before each step and once at the end.
 */
export async function mainThreadWork(browser: Browser, page: Page, perform: () => Promise<void>): Promise<number[]> {
  await browser.startTracing(page, { categories });
  await perform();
  const trace = JSON.parse((await browser.stopTracing()).toString()) as { readonly traceEvents: readonly TraceEvent[] };
  const marks = trace.traceEvents.filter(({ name }) => name.startsWith(markPrefix)).toSorted((a, b) => a.ts - b.ts);
  const [first] = marks;
  if (first === undefined) throw new Error('The page marked no step.');
  const tasks = trace.traceEvents.filter(
    ({ name, ph, pid, tid }) => ph === 'X' && name === taskName && pid === first.pid && tid === first.tid,
  );
  if (tasks.length === 0) throw new Error('The trace has no task of the page.');
  return marks.slice(1).map((mark, index) => {
    const start = marks[index]?.ts ?? 0;
    const within = tasks.filter(({ ts }) => ts >= start && ts < mark.ts);
    return within.reduce((sum, { dur = 0, tdur = dur }) => sum + tdur, 0) / 1000;
  });
}

/**
 * Defines in the page `markFrame`, which waits for the next frame and begins a step with it, and `markStep`, which does so
 * when the last step is on the screen.
 */
export async function defineSteps(page: Page): Promise<void> {
  await page.evaluate((prefix) => {
    let count = 0;
    const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const markFrame = async () => {
      await nextFrame();
      performance.mark(`${prefix}${count++}`);
    };
    const markStep = async () => {
      await nextFrame();
      await markFrame();
    };
    Object.assign(globalThis, { markFrame, markStep });
  }, markPrefix);
}
