import { messages } from '../messages/messages.ts';
import { type CanvasAid, canvasAidNames, canvasAids } from '../state/canvasAids.svelte.ts';
import { measurements } from '../state/measurements.svelte.ts';
import { openImage } from '../state/openImage.svelte.ts';
import type { Action } from './action.ts';

const aidKeys: { readonly [A in CanvasAid]: string } = {
  minimap: 'Shift+T',
  rulers: 'Shift+R',
  crosshair: 'Shift+C',
  pixelGrid: 'Shift+G',
  scaleBar: 'Shift+B',
};

const hasImage = (): boolean => openImage.document !== null;
const hasPixelSize = (): boolean => (openImage.document?.image.pixelSpacing ?? null) !== null;

/** What is shown on the canvas beside the image and its objects; for the label view. */
export function aidActions(): readonly Action[] {
  const words = messages.aids;
  const action = (id: string, title: string, keys: readonly string[], enabled: () => boolean, perform: () => void) => ({
    ...{ id: `aid.${id}`, title, group: messages.label.actionGroups.view, keys, enabled, perform },
  });
  return [
    ...canvasAidNames.map((aid) =>
      action(aid, words.switches[aid], [aidKeys[aid]], hasImage, () => canvasAids.toggle(aid)),
    ),
    action('rulerUnit', words.switchRulerUnit, [], hasPixelSize, () => canvasAids.toggleRulerUnit()),
    action(
      'clearMeasurements',
      words.measure.clearAll,
      [],
      () => measurements.list.length > 0,
      () => measurements.clear(),
    ),
  ];
}
