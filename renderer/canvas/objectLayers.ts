import type { ComparedObjects } from '../state/comparison.svelte.ts';
import type { View } from './drawnFrame.ts';
import type { DrawnObjects } from './objectDrawing.ts';
import { createObjectLayer, type ObjectLayer } from './objectLayer.ts';

/**
 * The objects of the image or, while truth and suggestions are compared, one side of them. Each side has a layer of its
 * own, whose picture stays: that they take turns paints nothing anew.
 */
export interface ObjectLayers {
  /** Shows `all`, or what is compared, which in all else looks as they do. */
  show(all: DrawnObjects, compared: ComparedObjects | null, frame: View): void;
  /** Moves what is painted with the view. */
  follow(view: View): void;
  destroy(): void;
}

interface Side {
  readonly layer: ObjectLayer;
  readonly compared: ComparedObjects;
  readonly all: DrawnObjects;
  readonly objects: DrawnObjects;
}

/** See `createObjectLayer`. */
export function createObjectLayers(container: HTMLElement, isOtherDrawing: () => boolean): ObjectLayers {
  const usual = createObjectLayer(container, isOtherDrawing);
  const sides = new Map<ComparedObjects['layer'], Side>();
  let view: View | null = null;

  const layers = (): ObjectLayer[] => [usual, ...[...sides.values()].map(({ layer }) => layer)];

  const newLayer = (): ObjectLayer => {
    const layer = createObjectLayer(container, isOtherDrawing);
    if (view !== null) layer.follow(view);
    return layer;
  };

  const sideOf = (compared: ComparedObjects, all: DrawnObjects): Side => {
    const known = sides.get(compared.layer);
    if (known?.compared === compared && known.all === all) return known;
    const objects = { ...all, index: compared.index, labels: compared.labels ?? all.labels };
    const side = { layer: known?.layer ?? newLayer(), compared, all, objects };
    sides.set(compared.layer, side);
    return side;
  };

  const forgetSides = (): void => {
    for (const { layer } of sides.values()) layer.destroy();
    sides.clear();
  };

  return {
    show: (all, compared, frame) => {
      if (compared === null) forgetSides();
      const side = compared === null ? null : sideOf(compared, all);
      const shown = side?.layer ?? usual;
      for (const layer of layers()) layer.setShown(layer === shown);
      shown.show(side?.objects ?? all, frame);
    },
    follow: (now) => {
      view = now;
      for (const layer of layers()) layer.follow(now);
    },
    destroy: () => {
      forgetSides();
      usual.destroy();
    },
  };
}
