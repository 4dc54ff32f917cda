import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';

const programFiles = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA];
const windowsPaths = ['Google/Chrome/Application/chrome.exe', 'Microsoft/Edge/Application/msedge.exe'];

/** Where Debian's Chromium, Chrome and Edge live, by platform. */
const installedBrowsers: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  linux: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/usr/bin/google-chrome-stable',
    '/opt/google/chrome/chrome',
    '/usr/bin/microsoft-edge',
  ],
  darwin: [
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: programFiles.flatMap((folder) => (folder ? windowsPaths.map((path) => join(folder, path)) : [])),
};

const nothingFound =
  'The browser tests need a Chromium. Run this one command and try again: npx playwright install --with-deps chromium';

/** A Chromium for the browser tests; installs Debian's where nothing is found and this process may. */
export function findChromium(): string {
  const found = findInstalledChromium();
  if (found) return found;
  if (mayInstallDebianPackages()) {
    console.error('No Chromium found: installing Debian’s (apt-get install chromium).');
    installDebianChromium();
    const installed = findInstalledChromium();
    if (installed) return installed;
  }
  throw new Error(nothingFound);
}

function findInstalledChromium(): string | null {
  const named = process.env.MASKWRIGHT_CHROMIUM;
  const candidates = [
    ...(named ? [named] : []),
    ...(installedBrowsers[process.platform] ?? []),
    chromium.executablePath(),
  ];
  return candidates.find((path) => existsSync(path)) ?? null;
}

function mayInstallDebianPackages(): boolean {
  return process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}

function installDebianChromium(): void {
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const step of [['update'], ['install', '-y', '--no-install-recommends', 'chromium']]) {
    spawnSync('/usr/bin/apt-get', ['-q', ...step], { stdio: ['ignore', 2, 2], env: environment });
  }
}

/** Flags for an unattended run: no traffic of the browser's own; as root its sandbox cannot start. */
export function chromiumArguments(): string[] {
  const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return [...quiet, ...root];
}
