import { access, readdir } from 'node:fs/promises';
import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';
import type { FolderListing } from '../../app/contract/views.ts';

type Place = FolderListing['places'][number];

const letters = Array.from({ length: 26 }, (_, i) => String.fromCharCode('A'.charCodeAt(0) + i));

/** Where people keep images: home, its usual folders, and drives, as far as they exist. */
export async function knownPlaces(platform: NodeJS.Platform = process.platform): Promise<Place[]> {
  const home = homedir();
  const usual = ['Desktop', 'Documents', 'Downloads', 'Pictures'].map((name) => ({ name, path: join(home, name) }));
  const drives = platform === 'win32' ? windowsDrives() : await mountedDrives(platform);
  const places = [{ name: 'Home', path: home }, ...usual, ...drives];
  const present = await Promise.all(places.map(({ path }) => isPresent(path)));
  return places.filter((_, i) => present[i]);
}

function windowsDrives(): Place[] {
  return letters.map((letter) => ({ name: `${letter}:`, path: `${letter}:\\` }));
}

async function mountedDrives(platform: NodeJS.Platform): Promise<Place[]> {
  const folders = platform === 'darwin' ? ['/Volumes'] : [`/media/${userInfo().username}`, '/mnt'];
  const mounted = await Promise.all(folders.map(placesBelow));
  return [...mounted.flat(), { name: 'Computer', path: '/' }];
}

async function placesBelow(folder: string): Promise<Place[]> {
  const names = await readdir(folder).catch(() => []);
  return names.map((name) => ({ name, path: join(folder, name) }));
}

function isPresent(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
