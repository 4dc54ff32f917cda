import { inspect } from 'node:util';
import * as v from 'valibot';
import { AppError, type ErrorCode } from '../../app/contract/errors.ts';

interface Numbered {
  readonly kind: string;
  readonly id: number;
}

/** What every worker may say beside its own replies. */
interface Failure extends Numbered {
  readonly kind: 'failed';
  readonly code: ErrorCode;
  readonly message: string;
  readonly cause: string;
}

/** One function for each kind of request that has a number; `send` is for what comes before the reply. */
export type RequestHandlers<Request, Reply> = {
  readonly [K in Extract<Request, Numbered>['kind']]: (
    request: Extract<Request, { readonly kind: K; readonly id: number }>,
    send: (reply: Reply) => void,
  ) => Promise<Reply>;
};

export interface RequestService<Request, Reply> {
  /** Such as `image-worker`. */
  readonly name: string;
  /** The schema of everything that the parent says. */
  readonly request: v.GenericSchema<unknown, Request>;
  readonly handlers: RequestHandlers<Request, Reply>;
  /** The sentence for the person where a handler fails by a fault of the program. */
  readonly fault: string;
  /** Whether a request begins although those before it are not answered yet. */
  readonly concurrent: boolean;
}

const numbered = v.object({ id: v.number() });

/**
 * Answers the requests that come over the parent's IPC channel, each with the handler's reply or with `failed`, and
 * `ping` with `pong`. A malformed request fails where it has a number; one without is a line on stderr. The process ends
 * when the channel closes. Throws where there is no parent.
 */
export function serveRequests<Request extends { readonly kind: string }, Reply>(
  service: RequestService<Request, Reply>,
): void {
  const { name, handlers, fault } = service;
  if (process.send === undefined) throw new Error(`The ${name} is started by the host, not by hand.`);
  process.title = `maskwright ${name}`;

  const answer = async (request: Numbered): Promise<void> => {
    const handle = handlers[request.kind as keyof typeof handlers] as Handler<Reply>;
    try {
      send(await handle(request, send));
    } catch (error) {
      send(failure(request.id, error, fault));
    }
  };

  let last = Promise.resolve();
  process.on('message', (message) => {
    const parsed = v.safeParse(service.request, message);
    if (!parsed.success) {
      const error = new AppError('INVALID_INPUT', `The request is malformed: ${v.summarize(parsed.issues)}`);
      const id = v.safeParse(numbered, message);
      if (id.success) send(failure(id.output.id, error, fault));
      else process.stderr.write(`${error.message}\n`);
    } else if (!isNumbered(parsed.output)) {
      send({ kind: 'pong' });
    } else {
      const request = parsed.output;
      if (service.concurrent) void answer(request);
      else last = last.then(() => answer(request));
    }
  });
  process.on('disconnect', () => process.exit(0));
}

type Handler<Reply> = (request: Numbered, send: (reply: Reply) => void) => Promise<Reply>;

function send(message: unknown): void {
  if (process.connected) process.send?.(message);
}

function isNumbered(request: { readonly kind: string }): request is Numbered {
  return request.kind !== 'ping';
}

function failure(id: number, error: unknown, fault: string): Failure {
  const known = error instanceof AppError ? error : null;
  return {
    kind: 'failed',
    id,
    code: known?.code ?? 'INTERNAL',
    message: known?.message ?? fault,
    cause: inspect(error),
  };
}
