import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { buildPage } from './buildPage.ts';
import { buildPrograms } from './buildPrograms.ts';
import { repositoryFolder } from './repository.ts';
import { stageHost } from './stageHost.ts';

/**
 * `npm run pack`: builds everything and packs it for this machine. What follows goes to electron-builder, such as
 * `-- --linux deb`, or `-- --dir` for the unpacked program.
 */
await buildPage();
await buildPrograms();
await stageHost({ platform: process.platform, arch: process.arch });
const builder = join(repositoryFolder, 'node_modules', 'electron-builder', 'cli.js');
const args = ['--publish', 'never', ...process.argv.slice(2)];
const { status } = spawnSync(process.execPath, [builder, ...args], { cwd: repositoryFolder, stdio: 'inherit' });
process.exit(status ?? 1);
