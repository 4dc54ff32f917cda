/**
 * What is drawn of a ruler: more than is in view, along its length. A pan moves it, which costs the page nothing; it is
 * drawn anew where it does not reach any more, and with another scale.
 */
export interface RulerStrip {
  /** CSS pixels for each unit of the ruler. */
  readonly pxPerUnit: number;
  /** Where the ruler's zero lies on the strip, in CSS pixels. */
  readonly zeroPx: number;
  readonly lengthPx: number;
}

/** One ruler as the view wants it: `zeroPx` is where its zero lies in the view. */
export type RulerView = RulerStrip;

/** Share of the view's length that a strip goes beyond it at each end. */
const margin = 0.5;

export function stripFor({ pxPerUnit, zeroPx, lengthPx }: RulerView): RulerStrip {
  const beyondPx = Math.round(lengthPx * margin);
  return { pxPerUnit, zeroPx: zeroPx + beyondPx, lengthPx: lengthPx + 2 * beyondPx };
}

/** By how many CSS pixels a strip is to be moved; `null` where it does not serve. */
export function stripPlace(strip: RulerStrip, view: RulerView): number | null {
  const place = view.zeroPx - strip.zeroPx;
  const reaches = place <= 0 && place + strip.lengthPx >= view.lengthPx;
  return reaches && strip.pxPerUnit === view.pxPerUnit ? place : null;
}
