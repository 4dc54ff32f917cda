/** Another program of ours beside the module at `moduleUrl`: TypeScript in development, JavaScript where bundled. */
export function programBeside(moduleUrl: string, name: string): URL {
  const extension = moduleUrl.endsWith('.ts') ? 'ts' : 'js';
  return new URL(`./${name}.${extension}`, moduleUrl);
}
