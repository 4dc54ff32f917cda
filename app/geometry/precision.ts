/** To a hundredth of a pixel: finer than any hand, and short to store. */
export function roundedPlace(valuePx: number): number {
  return Math.round(valuePx * 100) / 100;
}
