import { statfsSync } from 'node:fs';

/** `statfs` types of file systems that are shared between machines, where SQLite's locks and log are not safe. */
const networkFileSystems: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xfe534d42, 'SMB'],
  [0xff534d42, 'CIFS'],
  [0x65735546, 'FUSE'],
]);

/** The kind of network drive that `folder` lies on; `null` for a drive of this machine. */
export function networkDrive(folder: string): string | null {
  if (process.platform === 'win32') return /^\\\\(?![.?]\\)|^\\\\\?\\UNC\\/i.test(folder) ? 'a network share' : null;
  // Some platforms answer the 32-bit type as a negative number.
  return networkFileSystems.get(statfsSync(folder).type >>> 0) ?? null;
}
