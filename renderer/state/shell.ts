import { shellBridgeName, type ShellBridge } from '../../app/contract/shellBridge.ts';
import { session } from './session.svelte.ts';

/** The desktop shell around the page, where the host says that there is one; `null` in a browser. */
export function shell(): ShellBridge | null {
  const capabilities = session.hello?.capabilities;
  if (!capabilities?.nativeDialogs && !capabilities?.revealInFolder) return null;
  return (globalThis as { readonly [shellBridgeName]?: ShellBridge })[shellBridgeName] ?? null;
}
