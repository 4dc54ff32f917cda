/** `patchSize=256` to `{ patchSize: 256 }`: values are JSON, or text where they are not. */
export function parseSettings(settings: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    settings.map((setting) => {
      const [name = '', ...rest] = setting.split('=');
      return [name, parseValue(rest.join('='))];
    }),
  );
}

export function parseValue(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
