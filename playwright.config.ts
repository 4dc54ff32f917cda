import { defineConfig } from '@playwright/test';
import { installedElectron } from './main/launch/electronBinary.ts';
import { chromiumArguments, findChromium } from './tests/browser/findChromium.ts';
import type { StudioOptions } from './tests/e2e/fixtures.ts';

const electronPath = installedElectron();

/** The same specs in a browser and, where Electron's program is present, in the desktop window. */
export default defineConfig<StudioOptions>({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  globalSetup: './tests/e2e/buildBefore.ts',
  workers: 1,
  timeout: 60_000,
  forbidOnly: true,
  reporter: 'list',
  use: {
    viewport: { width: 1440, height: 900 },
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: { executablePath: findChromium(), args: chromiumArguments() },
  },
  projects: [
    { name: 'browser', use: { electronPath: null } },
    ...(electronPath ? [{ name: 'electron', use: { electronPath } }] : []),
  ],
});
