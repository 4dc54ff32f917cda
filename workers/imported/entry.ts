import { inspect } from 'node:util';
import * as v from 'valibot';
import { AppError } from '../../app/contract/errors.ts';
import { importRequest, type ImportReply, type ImportRequest } from '../../app/contract/importMessages.ts';
import { parseTrainConfig } from '../../app/training/trainConfig.ts';
import { copyModel } from './copyModel.ts';
import { inspectModel } from './inspectModel.ts';

/**
 * The import worker: looks at models of other programs, one request after the other, over the parent's IPC channel. It
 * ends when that channel closes. What a hostile file does to memory or time, it does to this process alone.
 */

type NumberedRequest = Exclude<ImportRequest, { readonly kind: 'ping' }>;
type Handlers = {
  readonly [K in NumberedRequest['kind']]: (request: Extract<NumberedRequest, { kind: K }>) => Promise<ImportReply>;
};

const handlers: Handlers = {
  inspect: async ({ id, config, project }) => {
    const { fromModel, ...others } = parseTrainConfig(config);
    if (fromModel === null) throw new AppError('INVALID_INPUT', 'There is no model to look at.');
    return { kind: 'inspected', id, model: await inspectModel({ ...others, fromModel }, project) };
  },
  copy: async ({ id, config, folder }) => {
    return { kind: 'copied', id, ...(await copyModel(parseTrainConfig(config), folder)) };
  },
};

function failure(id: number, error: unknown): ImportReply {
  const known = error instanceof AppError;
  return {
    kind: 'failed',
    id,
    code: known ? error.code : 'INTERNAL',
    message: known ? error.message : 'Reading the model failed inside the program; the log has the details.',
    cause: inspect(error),
  };
}

function send(reply: ImportReply): void {
  if (process.connected) process.send?.(reply);
}

async function answer(request: NumberedRequest): Promise<void> {
  const handle = handlers[request.kind] as (request: NumberedRequest) => Promise<ImportReply>;
  send(await handle(request).catch((error: unknown) => failure(request.id, error)));
}

if (process.send === undefined) throw new Error('The import worker is started by the host, not by hand.');
process.title = 'import-worker';

let queue = Promise.resolve();
process.on('message', (message) => {
  const parsed = v.safeParse(importRequest, message);
  if (!parsed.success) {
    process.stderr.write(`import-worker: a malformed request: ${v.summarize(parsed.issues)}\n`);
  } else if (parsed.output.kind === 'ping') {
    send({ kind: 'pong' });
  } else {
    const request = parsed.output;
    queue = queue.then(() => answer(request));
  }
});
process.on('disconnect', () => process.exit(0));
