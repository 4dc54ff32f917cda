import * as v from 'valibot';
import { type KeysByAction, keysByActionSchema } from './keyOverrides.svelte.ts';

const fileSchema = v.object({
  format: v.literal('maskwright-keys'),
  version: v.literal(1),
  keys: keysByActionSchema,
});

/** The chosen keys as a file for another machine. */
export function writeKeyFile(keys: KeysByAction): string {
  return `${JSON.stringify({ format: 'maskwright-keys', version: 1, keys }, null, 2)}\n`;
}

/** `null` where it is no such file, or names keys that cannot be pressed or are reserved. */
export function readKeyFile(text: string): KeysByAction | null {
  try {
    const read = v.safeParse(fileSchema, JSON.parse(text));
    return read.success ? read.output.keys : null;
  } catch {
    return null;
  }
}
