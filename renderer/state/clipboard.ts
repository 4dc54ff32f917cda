import { messages } from '../messages/messages.ts';
import { notices } from './notices.svelte.ts';

/** Puts text on the clipboard and says so. */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    notices.show('info', messages.common.copied);
  } catch {
    notices.show('warning', messages.common.copyFailed);
  }
}
