import type { SeededRandom } from './seededRandom.ts';

/** Depth in pixels below the outline at an offset from the centre: positive inside, negative outside. */
export type DepthFunction = (dx: number, dy: number) => number;

/** A roundish cell: its radius swings around the mean with a few low frequencies. */
export function cellOutline(radiusPx: number, random: SeededRandom): DepthFunction {
  const waves = [2, 3, 4].map((frequency) => ({
    frequency,
    amplitude: (random.between(0.02, 0.2) * radiusPx) / frequency,
    phase: random.between(0, 2 * Math.PI),
  }));
  return (dx, dy) => {
    const angle = Math.atan2(dy, dx);
    const swing = waves.reduce((sum, w) => sum + w.amplitude * Math.cos(w.frequency * angle + w.phase), 0);
    return radiusPx + swing - Math.hypot(dx, dy);
  };
}

/** A long convex crystal: a box with cut corners, turned by any angle. */
export function crystalOutline(radiusPx: number, random: SeededRandom): DepthFunction {
  const halfLength = radiusPx * 0.98;
  const halfWidth = radiusPx * random.between(0.28, 0.5);
  const cut = halfWidth * random.between(0.2, 0.9);
  const angle = random.between(0, Math.PI);
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
  return (dx, dy) => {
    const along = Math.abs(dx * cosine + dy * sine);
    const across = Math.abs(dy * cosine - dx * sine);
    const corner = (halfLength + halfWidth - cut - along - across) / Math.SQRT2;
    return Math.min(halfLength - along, halfWidth - across, corner);
  };
}
