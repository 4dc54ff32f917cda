const tickMs = 20_000;

/** The time for texts such as "2 minutes ago": it goes on while they are on screen. */
class Clock {
  now = $state(Date.now());

  start(): () => void {
    const timer = setInterval(() => (this.now = Date.now()), tickMs);
    return () => clearInterval(timer);
  }
}

export const clock = new Clock();
