import type { DisplayWindow, ImageRecord } from '../../app/model/records.ts';
import { defaultWindow } from './displayLookup.ts';
import { type CentredWindow, isSameWindow } from './displayWindow.ts';

/** Usual windows of computed tomography, in Hounsfield units, where water is 0 and air -1000. */
const tomographyWindows = {
  softTissue: { centre: 40, width: 400 },
  lung: { centre: -600, width: 1500 },
  bone: { centre: 400, width: 1800 },
  brain: { centre: 40, width: 80 },
} as const satisfies { readonly [id: string]: CentredWindow };

export type TomographyPresetId = keyof typeof tomographyWindows;
export const tomographyPresetIds = Object.keys(tomographyWindows) as readonly TomographyPresetId[];

export type PresetId = 'full' | 'automatic' | TomographyPresetId;

/** Hounsfield units that occur in files: padding outside the circle of the scanner, and metal. */
const lowestUnits = -4096;
const highestUnits = 8191;

type PresetImage = Pick<ImageRecord, 'bitDepth' | 'channels' | 'valueRange'>;

/** Whether the image can be of a computed tomograph that stores water as `waterValue`. */
export function mayBeTomography({ bitDepth, channels, valueRange }: PresetImage, waterValue: number): boolean {
  const [low, high] = [valueRange.low - waterValue, valueRange.high - waterValue];
  return bitDepth === 16 && channels === 1 && low >= lowestUnits && high <= highestUnits;
}

/**
 * What can be chosen for an image: all values, the automatic window once it is known, and those of computed tomography
 * that show something of it.
 */
export function windowPresets(
  image: PresetImage,
  automatic: DisplayWindow | null,
  waterValue: number,
): ReadonlyMap<PresetId, DisplayWindow> {
  const presets = new Map<PresetId, DisplayWindow>([['full', defaultWindow(image.bitDepth, image.valueRange)]]);
  if (automatic !== null) presets.set('automatic', automatic);
  if (!mayBeTomography(image, waterValue)) return presets;
  for (const id of tomographyPresetIds) {
    const { centre, width } = tomographyWindows[id];
    const window = { low: waterValue + centre - width / 2, high: waterValue + centre + width / 2 };
    if (window.low < image.valueRange.high && window.high > image.valueRange.low) presets.set(id, window);
  }
  return presets;
}

/** The preset that a window is; `null` where a person has set it. */
export function presetOf(window: DisplayWindow, presets: ReadonlyMap<PresetId, DisplayWindow>): PresetId | null {
  return [...presets].find(([, preset]) => isSameWindow(preset, window))?.[0] ?? null;
}
