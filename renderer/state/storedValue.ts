import * as v from 'valibot';

/** What this machine keeps below a key; `absent` where there is nothing, or nothing that can be read. */
export function readStored<Value>(key: string, schema: v.GenericSchema<unknown, Value>, absent: Value): Value {
  const text = localStorage.getItem(key);
  if (text === null) return absent;
  try {
    const read = v.safeParse(schema, JSON.parse(text));
    return read.success ? read.output : absent;
  } catch {
    return absent;
  }
}

export function writeStored(key: string, value: unknown): void {
  localStorage.setItem(key, JSON.stringify(value));
}
