import type { ChannelId } from '../../canvas/displayLook.ts';
import type { ColourMapId } from '../../canvas/colourMaps.ts';
import type { PresetId } from '../../canvas/windowPresets.ts';

const presets: { readonly [P in PresetId]: string } = {
  full: 'All values',
  automatic: 'Automatic',
  softTissue: 'Soft tissue',
  lung: 'Lung',
  bone: 'Bone',
  brain: 'Brain',
};

const colourMaps: { readonly [M in ColourMapId]: string } = {
  grey: 'Grey',
  viridis: 'Viridis',
  magma: 'Magma',
  inferno: 'Inferno',
  plasma: 'Plasma',
  cividis: 'Cividis',
  turbo: 'Turbo',
  hot: 'Hot',
  bone: 'Bone',
};

const channels: { readonly [C in ChannelId]: string } = { red: 'Red', green: 'Green', blue: 'Blue' };

/** How images and objects are shown. */
export const display = {
  title: 'Display',
  low: 'Black at',
  high: 'White at',
  automatic: 'Auto',
  reset: 'Reset',
  histogram: 'How often each value occurs',
  centre: 'Centre',
  width: 'Width',
  preset: 'Preset',
  ownWindow: 'Own window',
  tomography: 'Computed tomography',
  presets,
  automaticTitle: 'Leaves out the rarest values at both ends (W)',
  resetTitle: 'Reset display: the window of this image and everything below “More” (Shift W)',
  dragHint: 'Drag with the right mouse button on the image: sideways for the width, up and down for the centre.',
  dragging: (centre: string, width: string) => `Centre ${centre}, width ${width}, Esc to leave it as it was`,
  more: 'More',
  changed: 'changed',
  image: 'Image',
  gamma: 'Gamma',
  gammaTitle: 'Above 1 the middle is brighter, below 1 darker',
  invert: 'Invert',
  colourMap: 'Colours',
  colourMaps,
  channels: 'Channels',
  allChannels: 'All',
  channel: channels,
  channelAlone: (channel: string) => `${channel} alone`,
  shown: 'Shown',
  water: 'Water at',
  waterTitle: 'The stored value of water (0 HU) in slices of computed tomography; the presets go by it',
  objects: 'Objects',
  fill: 'Fill',
  fillOpacity: 'Opacity of fills',
  outline: 'Outline',
  outlineWidth: 'Width of outlines',
  kept: 'The window is stored with the image. What stands here is kept on this machine, for this project.',
  actions: {
    group: 'Display',
    invert: 'Invert image',
    automatic: 'Automatic window',
    reset: 'Reset display',
    soloLabel: 'Show only the label of the next object, or all',
    showLabels: 'Show all labels',
  },
  hideLabel: 'Hide objects of this label (Alt-click: show only this one)',
  showLabel: 'Show objects of this label (Alt-click: show only this one)',
  labelIsHidden: 'Its label is hidden',
};
