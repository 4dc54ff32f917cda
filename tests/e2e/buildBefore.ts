import { buildPageIfStale } from '../../main/launch/buildPage.ts';
import { buildShell } from '../../main/launch/buildPrograms.ts';
import { installedElectron } from '../../main/launch/electronBinary.ts';

/** The specs open what a person would open: the built page, and the bundled shell where there is an Electron. */
export default async function buildBefore(): Promise<void> {
  await buildPageIfStale();
  if (installedElectron()) await buildShell();
}
