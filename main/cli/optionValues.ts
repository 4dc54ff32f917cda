import { InvalidArgumentError } from 'commander';

export function parseNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new InvalidArgumentError('It should be a number.');
  return value;
}

export function parseWhole(text: string): number {
  const value = parseNumber(text);
  if (!Number.isInteger(value) || value < 0) throw new InvalidArgumentError('It should be a whole number.');
  return value;
}
