/** A ring that approximates a circle. */
export function circle(x: number, y: number, radius: number, vertices = 40): number[] {
  return Array.from({ length: vertices }, (_, vertex) => {
    const angle = (2 * Math.PI * vertex) / vertices;
    return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
  }).flat();
}
