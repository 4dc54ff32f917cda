const SMALLEST_PX = 1;
const LARGEST_PX = 100;
const DEFAULT_PX = 2;
const amountKey = 'maskwright.shapeAmountPx';

/** How far shapes grow, shrink, are smoothed and simplified, in whole image pixels; kept on this machine. */
class ShapeAmount {
  readonly smallestPx = SMALLEST_PX;
  readonly largestPx = LARGEST_PX;
  #px = $state(within(Number(localStorage.getItem(amountKey) ?? DEFAULT_PX)));

  get px(): number {
    return this.#px;
  }

  set px(px: number) {
    this.#px = within(px);
    localStorage.setItem(amountKey, String(this.#px));
  }
}

/** A field that was emptied has no number: it goes back to the usual one. */
function within(px: number): number {
  return Number.isFinite(px) ? Math.min(Math.max(Math.round(px), SMALLEST_PX), LARGEST_PX) : DEFAULT_PX;
}

export const shapeAmount = new ShapeAmount();
