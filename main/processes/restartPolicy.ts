/** When a crashed worker is started again: after a growing pause, and not at all once it crashes again and again. */
export interface RestartPolicy {
  /** Counts one crash. Answers the pause before the next start, or `null`: leave it stopped. */
  afterCrash(): number | null;
}

export interface RestartLimits {
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
  readonly crashLimit: number;
  readonly crashWindowMs: number;
}

export const defaultRestartLimits: RestartLimits = {
  firstPauseMs: 500,
  longestPauseMs: 30_000,
  crashLimit: 3,
  crashWindowMs: 5 * 60_000,
};

/** The pause doubles from crash to crash and starts over after two windows without one. */
export function createRestartPolicy(limits: RestartLimits, now: () => number = Date.now): RestartPolicy {
  let crashes: readonly number[] = [];
  let pauseMs = 0;
  return {
    afterCrash: () => {
      const at = now();
      const previous = crashes.at(-1);
      const isRecent = previous !== undefined && at - previous < 2 * limits.crashWindowMs;
      pauseMs = isRecent ? Math.min(2 * pauseMs, limits.longestPauseMs) : limits.firstPauseMs;
      crashes = [...crashes, at].filter((time) => at - time < limits.crashWindowMs);
      return crashes.length >= limits.crashLimit ? null : pauseMs;
    },
  };
}
