import type { ComparedObjects } from '../../state/comparison.svelte.ts';
import type { View } from '../drawnFrame.ts';
import type { DrawnObjects } from '../objectDrawing.ts';
import { createObjectLayer, type ObjectLayer } from '../objectLayer.ts';

/** Each side has a layer of its own, whose picture stays: that they take turns paints nothing anew. */
export interface ComparedLayers {
  /** Draws what is compared, in all else as `all` is drawn. */
  draw(context: CanvasRenderingContext2D, compared: ComparedObjects, all: DrawnObjects, frame: View): void;
  /** Gives the pictures back. */
  clear(): void;
}

interface Side {
  readonly layer: ObjectLayer;
  readonly compared: ComparedObjects;
  readonly all: DrawnObjects;
  readonly objects: DrawnObjects;
}

/** `redraw` is called when there is more to be seen. */
export function createComparedLayers(redraw: () => void): ComparedLayers {
  const sides = new Map<ComparedObjects['layer'], Side>();
  const sideOf = (compared: ComparedObjects, all: DrawnObjects): Side => {
    const known = sides.get(compared.layer);
    if (known?.compared === compared && known.all === all) return known;
    const objects = { ...all, index: compared.index, labels: compared.labels ?? all.labels };
    const side = { layer: known?.layer ?? createObjectLayer(redraw), compared, all, objects };
    sides.set(compared.layer, side);
    return side;
  };
  return {
    draw: (context, compared, all, frame) => {
      const { layer, objects } = sideOf(compared, all);
      layer.draw(context, objects, frame);
    },
    clear: () => {
      for (const { layer } of sides.values()) layer.destroy();
      sides.clear();
    },
  };
}
