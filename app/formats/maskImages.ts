import type { Refusal } from '../contract/jobs.ts';
import type { RefusalReason } from '../contract/refusals.ts';
import type { MaskReading } from '../contract/workerMessages.ts';
import type { ImageRecord } from '../model/records.ts';
import { comparableSegments, createImageMatcher, explainMatch, stemOf } from './imageNames.ts';

/**
 * Ground truth kept as images: which file is whose mask, and what its pixels mean. Known layouts: one mask per image
 * under the image's name, with or without a suffix (`a.png`, `a_mask.png`), in folders like the images' or in folders
 * named after labels; and a folder per image with one file per object (`a/0001.png`, `a/masks/0001.png`).
 */

export interface MaskSettings {
  readonly label: string | null;
  /** Label by pixel value (`7`), colour (`#ff0080`) or name of a folder. */
  readonly labels: Readonly<Record<string, string>>;
  readonly threshold: number | null;
  readonly invert: boolean;
  readonly ids: boolean;
}

export interface MaskTask {
  /** Path below the folder. */
  readonly file: string;
  readonly image: MaskedImage;
  readonly reading: MaskReading;
  /** Label of a value; of every value where it says so under `null`. */
  readonly labelOf: ReadonlyMap<number | null, string>;
}

export type MaskedImage = Pick<ImageRecord, 'id' | 'name' | 'width' | 'height'>;

const maskFile = /\.(png|tiff?|webp|jpe?g)$/i;
const lossyFile = /\.jpe?g$/i;
const maskSuffix = /[ _.-]?(masks?|labels?|seg(mentation)?s?|gt|ground[_-]?truth|annotations?|instances?|ids)$/i;

/** Names that only say what a folder or file is for. */
export const roleName = /^(images?|imgs?|masks?|labels?|gt|ground[_-]?truth|annotations?|seg(mentation)?s?)$/i;

export function isMaskFile(path: string): boolean {
  return maskFile.test(path);
}

/**
 * Sorts mask files to images. `folderName` is the name of the searched folder itself, `files` are paths below it.
 * Answers which entries of `settings.labels` mean nothing, so that a slip in them is seen before the work starts.
 */
export function planMasks(
  folderName: string,
  files: readonly string[],
  images: readonly MaskedImage[],
  settings: MaskSettings,
): { tasks: readonly MaskTask[]; refusals: readonly Refusal[]; unknownLabels: readonly string[] } {
  const sorted = sortLabels(settings.labels, folderName, files);
  const whose = createMaskMatcher(images);
  const tasks: MaskTask[] = [];
  const refusals: Refusal[] = [];
  for (const file of withoutLossyTwins(files)) {
    const found = whose(file);
    if ('reason' in found) {
      refusals.push({ item: file, reason: found.reason });
      continue;
    }
    const split = !found.oneObject;
    const folderLabel = [folderName, ...foldersOf(file)].findLast((name) => sorted.byFolder.has(name));
    const label = sorted.byFolder.get(folderLabel ?? '') ?? settings.label;
    const { threshold, invert } = settings;
    const reading: MaskReading =
      sorted.byValue.size > 0
        ? { kind: 'values', values: [...sorted.byValue.keys()], colour: sorted.colour, split }
        : settings.ids
          ? { kind: 'ids' }
          : { kind: 'foreground', threshold, inverted: invert, split };
    const labelOf = sorted.byValue.size > 0 ? sorted.byValue : new Map(label === null ? [] : [[null, label] as const]);
    tasks.push({ file, image: found.image, reading, labelOf });
  }
  return { tasks, refusals, unknownLabels: sorted.unknown };
}

interface SortedLabels {
  readonly byFolder: ReadonlyMap<string, string>;
  readonly byValue: ReadonlyMap<number, string>;
  readonly colour: boolean;
  readonly unknown: readonly string[];
}

/** A key that names a folder means that folder; other keys are values. */
function sortLabels(labels: MaskSettings['labels'], folderName: string, files: readonly string[]): SortedLabels {
  const folders = new Set([folderName, ...files.flatMap(foldersOf)]);
  const keys = Object.keys(labels);
  const rest = keys.filter((key) => !folders.has(key));
  const colour = rest.some((key) => key.startsWith('#'));
  const known = rest.filter((key) => (colour ? /^#[0-9a-f]{6}$/i : /^\d{1,8}$/).test(key));
  const label = (key: string) => labels[key] as string;
  return {
    byFolder: new Map(keys.filter((key) => folders.has(key)).map((key) => [key, label(key)])),
    byValue: new Map(known.map((key) => [colour ? parseInt(key.slice(1), 16) : Number(key), label(key)])),
    colour,
    unknown: rest.filter((key) => !known.includes(key)),
  };
}

function createMaskMatcher(images: readonly MaskedImage[]) {
  const match = createImageMatcher(images, meaningOf);
  return (file: string): { image: MaskedImage; oneObject: boolean } | { reason: RefusalReason } => {
    const own = match(file);
    const bare = stemOf(file).replace(maskSuffix, '');
    const bareMatch = bare === '' || bare.endsWith('/') ? own : match(`${bare}.mask`);
    for (const found of [own, bareMatch]) {
      if (found.kind === 'one' && found.whole) return { image: found.image, oneObject: false };
    }
    const folders = foldersOf(file);
    for (let depth = folders.length; depth > 0; depth--) {
      // A folder has no extension to lose: the dot of `img.01/` is part of its name.
      const owner = match(`${folders.slice(0, depth).join('/')}.folder`);
      if (owner.kind === 'one') return { image: owner.image, oneObject: true };
    }
    const found = own.kind === 'none' ? bareMatch : own;
    if (found.kind === 'one') return { image: found.image, oneObject: false };
    return { reason: explainMatch(stemOf(file), found) };
  };
}

/** The path without its extension and without names of roles. */
function meaningOf(path: string): string {
  const segments = comparableSegments(stemOf(path));
  const telling = segments.filter((segment) => !roleName.test(segment));
  return (telling.length > 0 ? telling : segments).join('/');
}

function foldersOf(file: string): string[] {
  return comparableSegments(file).slice(0, -1);
}

/** A JPEG beside a lossless file of the same name is the image, not its mask. */
function withoutLossyTwins(files: readonly string[]): string[] {
  const lossless = new Set(files.filter((file) => !lossyFile.test(file)).map(stemOf));
  return files.filter((file) => !lossyFile.test(file) || !lossless.has(stemOf(file)));
}
