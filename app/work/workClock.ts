/** Looking at the image without touching anything is work too, but nobody looks for longer than this. */
export const LONGEST_PAUSE_MS = 30_000;

/**
 * Measures how long a person works on each gesture: from the first event of pointer or keys, or from the gesture
 * before, to the commit. Every pause between two events counts, but none for more than `LONGEST_PAUSE_MS`. Times are
 * milliseconds of one clock that never goes back.
 */
export interface WorkClock {
  /** The person moved, pressed or turned something. */
  touch(nowMs: number): void;
  /** A gesture is committed: the active time since the one before. The next one begins here. */
  take(nowMs: number): number;
  /** The person goes elsewhere: what comes until the next touch is no work. */
  leave(nowMs: number): void;
}

export function createWorkClock(): WorkClock {
  let activeMs = 0;
  /** `null` while the person is away. */
  let lastMs: number | null = null;
  const advance = (nowMs: number): void => {
    if (lastMs !== null) activeMs += Math.min(Math.max(nowMs - lastMs, 0), LONGEST_PAUSE_MS);
  };
  return {
    touch: (nowMs) => {
      advance(nowMs);
      lastMs = nowMs;
    },
    take: (nowMs) => {
      advance(nowMs);
      const taken = activeMs;
      activeMs = 0;
      if (lastMs !== null) lastMs = nowMs;
      return taken;
    },
    leave: (nowMs) => {
      advance(nowMs);
      lastMs = null;
    },
  };
}
