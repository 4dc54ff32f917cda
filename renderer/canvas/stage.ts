import Konva from 'konva';
import type { ImageSize } from '../../app/geometry/imageSize.ts';
import { wholeOnDevice } from './drawnFrame.ts';

/** Draws one layer in CSS pixels of the canvas. */
export type DrawLayer = (context: CanvasRenderingContext2D) => void;

export interface DrawingLayer {
  /** Draws in the next frame; several calls before it are one. */
  redraw(): void;
  /** Whether it draws, or has drawn, in the frame that the page is making. */
  isDrawing(): boolean;
}

export interface CanvasStage {
  /** Adds a layer above those added before. */
  addLayer(draw: DrawLayer): DrawingLayer;
  /** CSS pixels, and how many device pixels each of them has. */
  resize(size: ImageSize, devicePixels: number): void;
  destroy(): void;
}

/**
 * A Konva stage whose layers each hold one custom-drawn shape: ten thousand objects are ten thousand paths in one
 * pass, not nodes. Nothing listens; the tools find objects by the spatial index.
 */
export function createStage(container: HTMLDivElement): CanvasStage {
  const stage = new Konva.Stage({ container, width: 1, height: 1, listening: false });
  return {
    addLayer: (draw) => {
      const layer = new Konva.Layer({ listening: false });
      const shape = new Konva.Shape({ listening: false, perfectDrawEnabled: false });
      let isAsked = false;
      let drawnAt: CSSNumberish | null = null;
      shape.sceneFunc(({ _context: context }) => {
        isAsked = false;
        drawnAt = document.timeline.currentTime;
        context.save();
        draw(context);
        context.restore();
      });
      layer.add(shape);
      stage.add(layer);
      return {
        redraw: () => {
          isAsked = true;
          layer.batchDraw();
        },
        isDrawing: () => isAsked || drawnAt === document.timeline.currentTime,
      };
    },
    resize: (size, devicePixels) => {
      const [width, height] = [wholeOnDevice(size.width), wholeOnDevice(size.height)];
      for (const layer of stage.getLayers()) {
        const canvas = layer.getCanvas();
        if (canvas.getPixelRatio() !== devicePixels) canvas.setPixelRatio(devicePixels);
      }
      if (stage.width() !== width || stage.height() !== height) stage.size({ width, height });
    },
    destroy: () => void stage.destroy(),
  };
}
