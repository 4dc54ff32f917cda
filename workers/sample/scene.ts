import { maskFromBitmap } from '../../app/geometry/bitmap.ts';
import type { MaskGeometry } from '../../app/geometry/geometry.ts';
import { cellOutline, crystalOutline, type DepthFunction } from './outlines.ts';
import { seededRandom, type SeededRandom } from './seededRandom.ts';

export const sampleKinds = ['cell', 'crystal'] as const;
export type SampleKind = (typeof sampleKinds)[number];

/** One generated grey image with the exact pixels of its objects. */
export interface SampleScene {
  readonly sizePx: number;
  /** Row-major, 8 bit. */
  readonly pixels: Uint8Array;
  readonly objects: readonly { readonly kind: SampleKind; readonly mask: MaskGeometry }[];
}

interface Placed {
  readonly kind: SampleKind;
  readonly centreX: number;
  readonly centreY: number;
  readonly radiusPx: number;
  readonly depth: DepthFunction;
  readonly contrast: number;
  readonly phase: number;
}

const outlines: { readonly [K in SampleKind]: (radiusPx: number, random: SeededRandom) => DepthFunction } = {
  cell: cellOutline,
  crystal: crystalOutline,
};

/**
 * A microscope-like field: uneven light, noise, soft edges, out-of-focus specks that are not objects, and 6 to 12 cells
 * and crystals of about the same brightness that do not touch. A pixel belongs to an object when its centre lies inside.
 */
export function drawScene(seed: number, sizePx = 256): SampleScene {
  const random = seededRandom(seed);
  const placed = placeObjects(random, sizePx);
  const light = drawLight(random, sizePx);
  const objects = placed.flatMap((object) => {
    paint(light, object, sizePx);
    const mask = exactMask(object, sizePx);
    return mask ? [{ kind: object.kind, mask }] : [];
  });
  const noise = random.between(4, 9);
  const pixels = Uint8Array.from(light, (value) =>
    Math.max(0, Math.min(255, Math.round(value + noise * random.normal()))),
  );
  return { sizePx, pixels, objects };
}

function placeObjects(random: SeededRandom, sizePx: number): Placed[] {
  const wanted = Math.round(random.between(6, 12));
  const placed: Placed[] = [];
  for (let attempt = 0; attempt < 400 && placed.length < wanted; attempt++) {
    const kind: SampleKind = placed.length % 2 === 0 ? 'cell' : 'crystal';
    const radiusPx = kind === 'cell' ? random.between(11, 24) : random.between(14, 30);
    const centreX = random.between(0, sizePx);
    const centreY = random.between(0, sizePx);
    const apart = (other: Placed): boolean =>
      Math.hypot(other.centreX - centreX, other.centreY - centreY) > (other.radiusPx + radiusPx) * 1.08 + 3;
    if (!placed.every(apart)) continue;
    const depth = outlines[kind](radiusPx, random);
    const contrast = random.between(45, 85);
    placed.push({ kind, centreX, centreY, radiusPx, depth, contrast, phase: random.between(0, 6) });
  }
  return placed;
}

/** Background: a brightness slope, a slow wave, and blurred specks. */
function drawLight(random: SeededRandom, sizePx: number): Float32Array {
  const base = random.between(60, 95);
  const [slopeX, slopeY] = [random.between(-25, 25), random.between(-25, 25)];
  const [waveX, waveY, wavePhase] = [random.between(1, 3), random.between(1, 3), random.between(0, 6)];
  const specks = Array.from({ length: 5 }, () => ({
    x: random.between(0, sizePx),
    y: random.between(0, sizePx),
    radiusPx: random.between(3, 7),
    height: random.between(15, 45),
  }));
  return Float32Array.from({ length: sizePx * sizePx }, (_, index) => {
    const [x, y] = [index % sizePx, Math.floor(index / sizePx)];
    const [u, v] = [x / sizePx, y / sizePx];
    let value = base + slopeX * u + slopeY * v + 8 * Math.sin(2 * Math.PI * (waveX * u + waveY * v) + wavePhase);
    for (const speck of specks) {
      const distanceSquared = (x - speck.x) ** 2 + (y - speck.y) ** 2;
      value += speck.height * Math.exp(-distanceSquared / (2 * speck.radiusPx ** 2));
    }
    return value;
  });
}

/** Cells have a dim nucleus and a bright rim, crystals have stripes; both fade out over about two pixels. */
function paint(light: Float32Array, object: Placed, sizePx: number): void {
  forPixelsAround(object, sizePx, (index, dx, dy) => {
    const depth = object.depth(dx, dy);
    const opacity = 1 / (1 + Math.exp(-depth / 0.7));
    if (opacity < 0.01) return;
    const texture =
      object.kind === 'cell'
        ? 0.85 +
          0.3 * Math.exp(-((depth - 2) ** 2) / 8) -
          0.35 * Math.exp(-(dx * dx + dy * dy) / (object.radiusPx * 2.5))
        : 0.9 + 0.2 * Math.sin(0.55 * (dx * Math.cos(object.phase) + dy * Math.sin(object.phase)) + object.phase);
    light[index] = (light[index] ?? 0) + object.contrast * opacity * texture;
  });
}

function exactMask(object: Placed, sizePx: number): MaskGeometry | null {
  const data = new Uint8Array(sizePx * sizePx);
  forPixelsAround(object, sizePx, (index, dx, dy) => {
    if (object.depth(dx, dy) > 0) data[index] = 1;
  });
  return maskFromBitmap({ box: { x: 0, y: 0, width: sizePx, height: sizePx }, data });
}

function forPixelsAround(object: Placed, sizePx: number, visit: (index: number, dx: number, dy: number) => void): void {
  const reach = object.radiusPx * 1.4 + 6;
  const clamp = (value: number): number => Math.max(0, Math.min(sizePx, Math.round(value)));
  for (let y = clamp(object.centreY - reach); y < clamp(object.centreY + reach); y++) {
    for (let x = clamp(object.centreX - reach); x < clamp(object.centreX + reach); x++) {
      visit(y * sizePx + x, x + 0.5 - object.centreX, y + 0.5 - object.centreY);
    }
  }
}
