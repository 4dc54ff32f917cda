/** A file of an archive. */
export interface TarFile {
  /** As it is written in the archive; may lead anywhere. */
  readonly path: string;
  readonly isProgram: boolean;
  readonly data: Uint8Array;
}

const blockBytes = 512;
const executableBits = 0o111;

/**
 * The files of a tar archive (POSIX.1-1988 `ustar`, with the paths of POSIX.1-2001 `pax` and of GNU). Folders come with
 * their files, links and devices are passed over, as npm does. Throws `RangeError` where the archive is cut off or damaged.
 */
export function* readTar(archive: Uint8Array): Generator<TarFile> {
  let longPath: string | null = null;
  for (let offset = 0; offset + blockBytes <= archive.length;) {
    const header = archive.subarray(offset, offset + blockBytes);
    if (header.every((byte) => byte === 0)) return;
    if (checksum(header) !== octal(header, 148, 8)) throw new RangeError('An archive is damaged.');
    const size = octal(header, 124, 12);
    const data = archive.subarray(offset + blockBytes, offset + blockBytes + size);
    if (data.length !== size) throw new RangeError('An archive is cut off.');
    offset += blockBytes + Math.ceil(size / blockBytes) * blockBytes;

    const kind = String.fromCharCode(header[156] ?? 0);
    if (kind === 'x') longPath = paxPath(text(data)) ?? longPath;
    else if (kind === 'L') longPath = text(data).replace(/\0.*$/s, '');
    else if (kind === '0' || kind === '\0') {
      const path = longPath ?? shortPath(header);
      yield { path, isProgram: (octal(header, 100, 8) & executableBits) !== 0, data };
      longPath = null;
    } else if (kind !== 'g') longPath = null;
  }
}

function text(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

/** Text that ends at the first zero. */
function field(header: Uint8Array, start: number, length: number): string {
  return text(header.subarray(start, start + length)).replace(/\0.*$/s, '');
}

function octal(header: Uint8Array, start: number, length: number): number {
  const digits = field(header, start, length).trim();
  if (!/^[0-7]*$/.test(digits)) throw new RangeError('An archive is damaged.');
  return digits === '' ? 0 : Number.parseInt(digits, 8);
}

/** The sum of all bytes of a header, those of the sum itself counted as spaces. */
function checksum(header: Uint8Array): number {
  return header.reduce((sum, byte, index) => sum + (index >= 148 && index < 156 ? 32 : byte), 0);
}

function shortPath(header: Uint8Array): string {
  const prefix = field(header, 257, 5) === 'ustar' ? field(header, 345, 155) : '';
  const name = field(header, 0, 100);
  return prefix === '' ? name : `${prefix}/${name}`;
}

/** Records are `<length> <key>=<value>\n`. */
function paxPath(records: string): string | null {
  return /(?:^|\n)\d+ path=([^\n]*)\n/.exec(records)?.[1] ?? null;
}
