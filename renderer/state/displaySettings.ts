import * as v from 'valibot';
import { colourMapIds } from '../canvas/colourMaps.ts';
import { channelIds, largestGamma, plainToning, smallestGamma, type Toning } from '../canvas/displayLook.ts';
import { FILL_ALPHA, OUTLINE_WIDTH } from '../canvas/objectLook.ts';

/** How a person wants to see images and objects; nothing of it is part of a project. */
export interface DisplaySettings extends Toning {
  readonly fills: boolean;
  /** 0-1. */
  readonly fillAlpha: number;
  readonly outlines: boolean;
  readonly outlineWidthPx: number;
  /** The stored value that stands for water in slices of computed tomography: files have it at 1024, 1000, 0 or 32,768. */
  readonly waterValue: number;
}

export const narrowestOutlinePx = 0.5;
export const widestOutlinePx = 5;

export const usualSettings: DisplaySettings = {
  ...plainToning,
  fills: true,
  fillAlpha: FILL_ALPHA,
  outlines: true,
  outlineWidthPx: OUTLINE_WIDTH,
  waterValue: 1024,
};

const between = (low: number, high: number) => v.pipe(v.number(), v.minValue(low), v.maxValue(high));

/** What cannot be read of one setting leaves the others alone. */
const schema = v.object({
  gamma: v.fallback(between(smallestGamma, largestGamma), usualSettings.gamma),
  inverted: v.fallback(v.boolean(), usualSettings.inverted),
  colourMap: v.fallback(v.picklist(colourMapIds), usualSettings.colourMap),
  channelAlone: v.fallback(v.nullable(v.picklist(channelIds)), usualSettings.channelAlone),
  channelsOff: v.fallback(v.array(v.picklist(channelIds)), []),
  fills: v.fallback(v.boolean(), usualSettings.fills),
  fillAlpha: v.fallback(between(0, 1), usualSettings.fillAlpha),
  outlines: v.fallback(v.boolean(), usualSettings.outlines),
  outlineWidthPx: v.fallback(between(narrowestOutlinePx, widestOutlinePx), usualSettings.outlineWidthPx),
  waterValue: v.fallback(between(0, 65_535), usualSettings.waterValue),
});

/** Reads what `JSON.stringify` made of settings, perhaps in another version. */
export function readDisplaySettings(stored: string | null): DisplaySettings {
  if (stored === null) return usualSettings;
  try {
    const read = v.safeParse(schema, JSON.parse(stored));
    return read.success ? read.output : usualSettings;
  } catch {
    return usualSettings;
  }
}

/** Keeps to what can be set; a field that was emptied has no number and changes nothing. */
export function withChanges(settings: DisplaySettings, changes: Partial<DisplaySettings>): DisplaySettings {
  const sane = Object.entries(changes).filter(([, value]) => typeof value !== 'number' || Number.isFinite(value));
  const changed: DisplaySettings = { ...settings, ...Object.fromEntries(sane) };
  return {
    ...changed,
    gamma: within(changed.gamma, smallestGamma, largestGamma),
    fillAlpha: within(changed.fillAlpha, 0, 1),
    outlineWidthPx: within(changed.outlineWidthPx, narrowestOutlinePx, widestOutlinePx),
    waterValue: Math.round(within(changed.waterValue, 0, 65_535)),
  };
}

/** Whether everything but the place of water is as at first. */
export function isUsual(settings: DisplaySettings): boolean {
  const { waterValue } = usualSettings;
  return JSON.stringify(withChanges(usualSettings, { ...settings, waterValue })) === JSON.stringify(usualSettings);
}

function within(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
