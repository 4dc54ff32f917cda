import type { DisplayWindow } from '../../app/model/records.ts';
import type { ColourMapId } from './colourMaps.ts';

export const channelIds = ['red', 'green', 'blue'] as const;
export type ChannelId = (typeof channelIds)[number];

export const smallestGamma = 0.1;
export const largestGamma = 10;

/** How values within the window become colours. */
export interface Toning {
  /** Above 1 the middle is brighter: what is shown is the share of the window to the power of 1 / gamma. */
  readonly gamma: number;
  readonly inverted: boolean;
  /** For images of one channel, and for one channel that is shown alone. */
  readonly colourMap: ColourMapId;
  /** Of a colour image, as if it had no other. */
  readonly channelAlone: ChannelId | null;
  /** Black where the channels are shown together. */
  readonly channelsOff: readonly ChannelId[];
}

export interface DisplayLook extends Toning {
  readonly window: DisplayWindow;
}

export const plainToning: Toning = {
  gamma: 1,
  inverted: false,
  colourMap: 'grey',
  channelAlone: null,
  channelsOff: [],
};

/** The places, within a pixel, of the values that are shown. */
export function shownChannels({ channelAlone, channelsOff }: Toning, channels: 1 | 3): readonly number[] {
  if (channels === 1) return [0];
  if (channelAlone !== null) return [channelIds.indexOf(channelAlone)];
  return channelIds.flatMap((id, place) => (channelsOff.includes(id) ? [] : [place]));
}

/** Whether stored values of 8 bits are what the screen shows, so that there is nothing to compute. */
export function showsAsStored(look: DisplayLook, channels: 1 | 3): boolean {
  const { window, gamma, inverted, colourMap } = look;
  const isWhole = window.low === 0 && window.high === 255;
  if (!isWhole || gamma !== 1 || inverted) return false;
  return channels === 1 ? colourMap === 'grey' : shownChannels(look, 3).length === 3;
}
