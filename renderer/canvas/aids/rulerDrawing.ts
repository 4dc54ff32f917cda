import type { RulerStrip } from './rulerStrip.ts';
import { ticksBetween, type TickSteps } from './ticks.ts';

export const rulerThicknessPx = 16;
const minorTickPx = 4;
const fontPx = 10;

export interface RulerLook {
  readonly axis: 'across' | 'down';
  readonly colour: string;
  readonly fontFamily: string;
  /** What a tick is called. */
  readonly textOf: (value: number) => string;
}

/** Draws the ticks of a strip into a canvas of its own; the ruler that runs down is the other one, turned. */
export function drawRuler(canvas: HTMLCanvasElement, strip: RulerStrip, steps: TickSteps, look: RulerLook): void {
  const { pxPerUnit, zeroPx, lengthPx } = strip;
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('The page cannot draw: no 2D canvas is available.');
  const isAcross = look.axis === 'across';
  canvas.width = Math.round((isAcross ? lengthPx : rulerThicknessPx) * devicePixelRatio);
  canvas.height = Math.round((isAcross ? rulerThicknessPx : lengthPx) * devicePixelRatio);
  context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
  context.fillStyle = look.colour;
  context.font = `${fontPx}px ${look.fontFamily}`;
  context.textBaseline = 'top';
  for (const { value, isMajor } of ticksBetween(-zeroPx / pxPerUnit, (lengthPx - zeroPx) / pxPerUnit, steps)) {
    const place = Math.round(zeroPx + value * pxPerUnit);
    const tickPx = isMajor ? rulerThicknessPx : minorTickPx;
    if (isAcross) context.fillRect(place, rulerThicknessPx - tickPx, 1, tickPx);
    else context.fillRect(rulerThicknessPx - tickPx, place, tickPx, 1);
    if (!isMajor) continue;
    context.save();
    context.translate(isAcross ? place + 3 : 2, isAcross ? 2 : place - 3);
    if (!isAcross) context.rotate(-Math.PI / 2);
    context.fillText(look.textOf(value), 0, 0);
    context.restore();
  }
}
