import { readFile } from 'node:fs/promises';
import * as v from 'valibot';

/** One package of a lock file. */
export interface LockedPackage {
  /** Where it goes, below the folder of the lock file: `node_modules/a/node_modules/@b/c`. */
  readonly path: string;
  readonly name: string;
  readonly version: string;
  /** `sha512-` and the hash of its archive in base64. */
  readonly integrity: string;
  /** Its programs by name, as paths below its own folder. */
  readonly programs: Readonly<Record<string, string>>;
}

const part = '(?:@[a-z0-9-~][a-z0-9-._~]*/)?[a-z0-9-~][a-z0-9-._~]*';
const packagePath = new RegExp(`^node_modules/${part}(?:/node_modules/${part})*$`);

const lockFile = v.object({
  lockfileVersion: v.literal(3),
  packages: v.record(
    v.string(),
    v.object({
      version: v.pipe(v.string(), v.regex(/^[0-9A-Za-z.+-]+$/)),
      integrity: v.optional(v.pipe(v.string(), v.regex(/^sha512-[A-Za-z0-9+/]{86}==$/))),
      bin: v.optional(v.record(v.pipe(v.string(), v.regex(/^[A-Za-z0-9._-]+$/)), v.string()), {}),
    }),
  ),
});

/** Reads npm's lock file (version 3); throws where it is none, or where a package has no hash. */
export async function readPackageLock(file: string): Promise<readonly LockedPackage[]> {
  const { packages } = v.parse(lockFile, JSON.parse(await readFile(file, 'utf8')));
  return Object.entries(packages)
    .filter(([path]) => path !== '')
    .map(([path, { version, integrity, bin }]) => {
      if (!packagePath.test(path) || integrity === undefined) throw new Error(`${file} does not pin ${path}.`);
      const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
      return { path, name, version, integrity, programs: bin };
    });
}
