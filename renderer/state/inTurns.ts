/** So long may work keep the page from answering. */
const turnMs = 8;

/** Finishes work that pauses, with room for everything else in between; `null` where it was given up. */
export async function finishInTurns<Result>(
  work: Generator<unknown, Result>,
  signal: AbortSignal,
): Promise<Result | null> {
  let turnEnds = performance.now() + turnMs;
  while (!signal.aborted) {
    const step = work.next();
    if (step.done === true) return step.value;
    if (performance.now() < turnEnds) continue;
    await new Promise((resolve) => setTimeout(resolve));
    turnEnds = performance.now() + turnMs;
  }
  return null;
}
