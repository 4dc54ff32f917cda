/** To a hundredth of a pixel: finer than any hand, and short to store. Never -0, which stored text does not keep. */
export function roundedPlace(valuePx: number): number {
  return Math.round(valuePx * 100) / 100 + 0;
}
