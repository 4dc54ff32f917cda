import { _electron, expect, test as base, type Browser, type Page } from '@playwright/test';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ownOrigin } from '../../main/electron/ownAddress.ts';
import { startServedHost } from './servedHost.ts';

export interface StudioOptions {
  /** Electron's program; `null`: the page is opened in the browser. */
  electronPath: string | null;
}

export interface Studio {
  readonly page: Page;
  readonly host: {
    /** MASKWRIGHT_HOME of this test: settings, logs and the folder that new projects are offered in. */
    readonly home: string;
    /** `null` in the desktop window, whose shell starts a killed host again by itself. */
    readonly process: HostProcess | null;
  };
}

interface HostProcess {
  /** Stands still until it is told to go on. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void;
  kill(): Promise<void>;
  /** Starts another host at the same place; answers its address, whose first visitor lets the browser in. */
  startAgain(): Promise<string>;
}

interface Fixtures {
  studio: Studio;
}

/** A studio of its own for every test: a real host process in a temporary folder, and its page. */
export const test = base.extend<Fixtures & StudioOptions>({
  electronPath: [null, { option: true }],
  studio: async ({ electronPath, playwright, launchOptions }, use) => {
    const home = await mkdtemp(join(tmpdir(), 'maskwright-e2e-'));
    const opened = electronPath
      ? await openInElectron(electronPath, home)
      : await openInBrowser(await playwright.chromium.launch(launchOptions), home);
    try {
      await use({ page: opened.page, host: { home, process: opened.process } });
      expect(opened.complaints, 'the page ran without errors and without asking any other site').toEqual([]);
    } finally {
      await opened.close();
      await rm(home, { recursive: true, force: true, maxRetries: 5 });
    }
  },
});

export { expect };

interface OpenedStudio {
  readonly page: Page;
  /** What the page did that it must not do. */
  readonly complaints: readonly string[];
  readonly process: HostProcess | null;
  close(): Promise<void>;
}

async function openInBrowser(browser: Browser, home: string): Promise<OpenedStudio> {
  let host = await startServedHost(home);
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const complaints = watchPage(page, new URL(host.address));
  await page.goto(host.address);
  return {
    page,
    complaints,
    process: {
      signal: (signal) => process.kill(host.pid, signal),
      kill: () => host.kill(),
      startAgain: async () => {
        host = await startServedHost(home, ['--port', new URL(host.address).port]);
        return host.address;
      },
    },
    close: async () => {
      await browser.close();
      await host.close();
    },
  };
}

async function openInElectron(executablePath: string, home: string): Promise<OpenedStudio> {
  const application = await _electron.launch({
    executablePath,
    args: [join(import.meta.dirname, '..', '..', 'out', 'shell', 'main.js')],
    env: { ...process.env, MASKWRIGHT_HOME: home, MASKWRIGHT_NODE: process.execPath },
    chromiumSandbox: true,
  });
  const page = await application.firstWindow();
  const complaints = watchPage(page, new URL(ownOrigin));
  return { page, complaints, process: null, close: () => application.close() };
}

/** Collects what a page must not do: throw, break the security policy, or speak to anybody but its host. */
function watchPage(page: Page, own: URL): readonly string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(`error: ${error.stack ?? error.message}`));
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) complaints.push(`policy: ${message.text()}`);
  });
  page.on('request', (request) => {
    const url = new URL(request.url());
    const isOwn = url.host === own.host || url.protocol === 'blob:' || url.protocol === 'data:';
    if (!isOwn) complaints.push(`foreign request: ${request.url()}`);
  });
  return complaints;
}
