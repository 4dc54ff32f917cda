import { implement, ORPCError, ValidationError } from '@orpc/server';
import { contract } from '../../app/contract/contract.ts';
import { AppError } from '../../app/contract/errors.ts';
import type { HostContext } from '../host/hostContext.ts';

const unexpectedMessage = 'Something went wrong inside the program; the log has the details.';

/**
 * Every handler is written with `os`. Expected failures leave with their code and their sentence; anything else is a
 * bug: it is logged here, once, and leaves as INTERNAL without its details.
 */
export const os = implement(contract)
  .$context<HostContext>()
  .use(async ({ context, next, path }) => {
    try {
      return await next();
    } catch (error) {
      throw asContractError(error, (cause) =>
        context.log.error({ err: cause, procedure: path.join('.') }, 'procedure failed'),
      );
    }
  });

/** What a caller gets for a thrown value; `logUnexpected` is told of bugs only. */
export function asContractError(error: unknown, logUnexpected: (error: unknown) => void): ORPCError<string, unknown> {
  if (error instanceof AppError) return new ORPCError(error.code, { message: error.message, status: statusOf(error) });
  if (error instanceof ORPCError && error.cause instanceof ValidationError) return invalidInput(error.cause);
  logUnexpected(error);
  return new ORPCError('INTERNAL', { message: unexpectedMessage, status: 500 });
}

function statusOf(error: AppError): number {
  if (error.code === 'INTERNAL') return 500;
  return error.code === 'NOT_FOUND' ? 404 : 422;
}

/** Names the first field that was refused; the value itself is not repeated. */
function invalidInput(cause: ValidationError): ORPCError<string, unknown> {
  const issue = cause.issues[0];
  const field = (issue?.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.');
  const message = `${field === '' ? 'The input' : `"${field}"`} is not valid: ${issue?.message ?? 'unknown reason'}.`;
  return new ORPCError('INVALID_INPUT', { message, status: 400 });
}
