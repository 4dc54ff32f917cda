import type { WebContents } from 'electron';
import { isOwnAddress } from './ownAddress.ts';

interface CancellableNavigation {
  readonly url: string;
  preventDefault(): void;
}

/** The part of a page's contents that the guards need. */
export interface GuardedContents {
  on(
    event: 'will-navigate' | 'will-frame-navigate' | 'will-redirect',
    listener: (event: CancellableNavigation) => void,
  ): unknown;
  on(event: 'will-attach-webview', listener: (event: { preventDefault(): void }) => void): unknown;
  setWindowOpenHandler(handler: Parameters<WebContents['setWindowOpenHandler']>[0]): void;
}

/** The page never leaves its own address, opens no window and embeds no other page. */
export function guardNavigation(contents: GuardedContents): void {
  const stayHome = (event: CancellableNavigation): void => {
    if (!isOwnAddress(event.url)) event.preventDefault();
  };
  contents.on('will-navigate', stayHome);
  contents.on('will-frame-navigate', stayHome);
  contents.on('will-redirect', stayHome);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}
