import type { HostEvent } from '../../app/contract/events.ts';

/** Broadcasts host events to every window; a slow reader never blocks the host. */
export interface EventHub {
  publish(event: HostEvent): void;
  /** Events from now on, until `signal` aborts. */
  subscribe(signal?: AbortSignal): AsyncGenerator<HostEvent, void, void>;
  /** Calls `listener` for every event; returns its disposer. */
  listen(listener: (event: HostEvent) => void): () => void;
}

export function createEventHub(): EventHub {
  const listeners = new Set<(event: HostEvent) => void>();
  const listen = (listener: (event: HostEvent) => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return {
    publish: (event) => {
      for (const listener of listeners) listener(event);
    },
    listen,
    subscribe: (signal) => subscribe(listen, signal),
  };
}

function subscribe(listen: EventHub['listen'], signal: AbortSignal | undefined): AsyncGenerator<HostEvent, void, void> {
  const queue: HostEvent[] = [];
  let wake = (): void => undefined;
  // Listening starts at the call, not at the first read: nothing is missed in between.
  const dispose = listen((event) => {
    queue.push(event);
    wake();
  });
  signal?.addEventListener('abort', () => wake());
  return (async function* () {
    try {
      while (!signal?.aborted) {
        const event = queue.shift();
        if (event) yield event;
        else await new Promise<void>((resolve) => (wake = resolve));
      }
    } finally {
      dispose();
    }
  })();
}
