import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The built page: beside the bundled host (`out/host`, or the packed program), else the repository's `out/renderer`. */
export function builtPageFolder(): string {
  const besideBundle = fileURLToPath(new URL('../renderer/', import.meta.url));
  if (existsSync(`${besideBundle}index.html`) && !import.meta.url.endsWith('.ts')) return besideBundle;
  return fileURLToPath(new URL('../../out/renderer/', import.meta.url));
}
