import type { ShellCall } from '../../app/contract/shellBridge.ts';

/** Name under which a call of the page travels to the shell. */
export const shellChannel = (call: ShellCall): string => `shell:${call}`;
