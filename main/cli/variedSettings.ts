import { AppError } from '../../app/contract/errors.ts';
import type { DescribedSpace } from '../../app/training/search/searchSpace.ts';
import { parseValue } from './settingOptions.ts';

const range = /^(?<from>[^.,]+(?:\.[^.,]+)?)\.\.(?<to>[^:,]+)(?::(?<scale>[a-z]+))?$/;

/**
 * What a search varies: `learningRate=1e-4..1e-2:log` is a range, `width=16,32` a list of values. Whether they fit, the
 * space itself says.
 */
export function parseVaried(varied: readonly string[]): DescribedSpace {
  return Object.fromEntries(
    varied.map((text) => {
      const [name = '', ...rest] = text.split('=');
      return [name, valuesIn(text, rest.join('='))];
    }),
  );
}

function valuesIn(text: string, values: string): unknown {
  if (values === '') {
    const example = '"learningRate=1e-4..1e-2:log" or "width=16,32"';
    throw new AppError('INVALID_INPUT', `"${text}" does not say what to try; write for example ${example}.`);
  }
  const found = range.exec(values)?.groups;
  if (found === undefined) return values.split(',').map(parseValue);
  const { from = '', to = '', scale } = found;
  return { from: Number(from), to: Number(to), ...(scale === undefined ? {} : { scale }) };
}
