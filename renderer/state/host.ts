import { createORPCClient, ORPCError } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import type { ContractRouterClient } from '@orpc/contract';
import type { contract } from '../../app/contract/contract.ts';
import type { HostEvent } from '../../app/contract/events.ts';
import { hostText } from '../messages/hostText.ts';
import { messages } from '../messages/messages.ts';
import { connection } from './connection.svelte.ts';

/** The host, as typed calls. Failures reject with a code of errors.ts and one sentence; see `messageOf`. */
export const host: ContractRouterClient<typeof contract> = createORPCClient(
  new RPCLink({ url: `${globalThis.location.origin}/rpc` }),
);

/** Names this window, so that it can tell its own edits in the event stream. */
export const clientId = randomId();

/** Unlike `crypto.randomUUID` it exists outside secure contexts too. */
function randomId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

const listeners = new Set<(event: HostEvent) => void>();
const connectListeners = new Set<() => void>();

/** Every event of the host, in order, over one shared stream. Returns its disposer. */
export function onHostEvent(listener: (event: HostEvent) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Called whenever the stream is up (again): what was missed in between is to be read anew. Returns its disposer. */
export function onHostConnected(listener: () => void): () => void {
  connectListeners.add(listener);
  return () => connectListeners.delete(listener);
}

let prepareConnection = (): Promise<void> => Promise.resolve();

/** What has to be done whenever the stream is up (again), before anybody is told. Where it fails, it is tried anew. */
export function beforeHostConnected(prepare: () => Promise<void>): void {
  prepareConnection = prepare;
}

const shortestPauseMs = 500;
const longestPauseMs = 10_000;
/** The host sends a heartbeat every few seconds; silence for this long means that it is gone. */
const silenceLimitMs = 20_000;

/** Listens until the returned disposer is called; a broken stream is opened again with growing pauses. */
export function startEventStream(): () => void {
  const stop = new AbortController();
  void keepListening(stop.signal);
  return () => stop.abort();
}

async function keepListening(stopped: AbortSignal): Promise<void> {
  let pauseMs = shortestPauseMs;
  while (!stopped.aborted) {
    try {
      await listenOnce(stopped, () => (pauseMs = shortestPauseMs));
    } catch {
      // Any failure means the same here: the host is away. The banner says so, and the next round tries again.
    }
    if (stopped.aborted) return;
    connection.state = 'reconnecting';
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    pauseMs = Math.min(pauseMs * 1.6, longestPauseMs);
  }
}

async function listenOnce(stopped: AbortSignal, onConnected: () => void): Promise<void> {
  const silent = new AbortController();
  let timer = setTimeout(() => silent.abort(), silenceLimitMs);
  try {
    const events = await host.events(undefined, { signal: AbortSignal.any([stopped, silent.signal]) });
    await prepareConnection();
    connection.state = 'connected';
    onConnected();
    for (const listener of connectListeners) listener();
    for await (const event of events) {
      clearTimeout(timer);
      timer = setTimeout(() => silent.abort(), silenceLimitMs);
      for (const listener of listeners) listener(event);
    }
  } finally {
    clearTimeout(timer);
  }
}

/** The sentence of a failed call in the language of the window, ready to be shown. */
export function messageOf(error: unknown): string {
  if (error instanceof ORPCError) return hostText(error.message);
  if (error instanceof TypeError) return messages.connection.callFailed;
  return error instanceof Error && error.message !== '' ? hostText(error.message) : messages.common.unknownError;
}

/** The code of a failed call (errors.ts); `null` where the call did not reach the host. */
export function codeOf(error: unknown): string | null {
  return error instanceof ORPCError ? String(error.code) : null;
}

/** Statuses of those who stand before the host: its door, which this page may not enter (any more), and gateways. */
const doorStatuses: ReadonlySet<number> = new Set([401, 403, 502, 503, 504]);

/** Whether the failure is the host's own answer to the call. */
export function isAnswer(error: unknown): boolean {
  return error instanceof ORPCError && !doorStatuses.has(error.status);
}
