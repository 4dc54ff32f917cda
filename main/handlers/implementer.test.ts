import { ORPCError, ValidationError } from '@orpc/server';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../app/contract/errors.ts';
import { asContractError } from './implementer.ts';

function seen(error: unknown) {
  const logged: unknown[] = [];
  const { code, message, status } = asContractError(error, (cause) => logged.push(cause));
  return { code, message, status, logged };
}

describe('what a caller gets for a thrown value', () => {
  it('keeps the code and the sentence of an expected failure, and logs nothing', () => {
    expect(seen(new AppError('NO_MODEL', 'There is no model yet; train one first.', new Error('secret')))).toEqual({
      code: 'NO_MODEL',
      message: 'There is no model yet; train one first.',
      status: 422,
      logged: [],
    });
  });

  it('names the field of a refused input without repeating its value', () => {
    const issues = [{ message: 'Expected string', path: ['paths', { key: 0 }] }];
    const cause = new ValidationError({ message: 'Invalid input', issues, data: { paths: [17] } });
    expect(seen(new ORPCError('BAD_REQUEST', { cause }))).toEqual({
      code: 'INVALID_INPUT',
      message: '"paths.0" is not valid: Expected string.',
      status: 400,
      logged: [],
    });
  });

  it('logs a bug once and keeps its details inside', () => {
    const bug = new TypeError('undefined is not a function');
    const answer = seen(bug);
    expect(answer).toMatchObject({ code: 'INTERNAL', status: 500, logged: [bug] });
    expect(answer.message).not.toContain('undefined');
  });
});
