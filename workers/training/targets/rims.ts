/** Of objects as wide as this or wider, in pixels, the rim is two pixels thick; of smaller ones, one. */
const wideObject = 12;

/** Whether a pixel belongs to the rim of its object, by its depth and the object's half width as `objectDepths` tells them. */
export function isRim(depth: number, radius: number): boolean {
  const thickness = 2 * radius >= wideObject ? 2 : 1;
  // The distance of the outermost pixels is one; half a step more allows for rounding.
  return (depth / 255) * radius < thickness + 0.5;
}
