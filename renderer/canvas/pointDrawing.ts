import type { PointsGeometry } from '../../app/geometry/geometry.ts';
import { placesOf } from '../../app/geometry/points.ts';
import type { ImagePoint } from '../../app/geometry/spaces.ts';

/** Points have one size on the screen, at any zoom: discs with a light rim in a dark one, for images of any brightness. */

/** CSS pixels. */
const RADIUS = { plain: 4, selected: 6 } as const;
const LIGHT_WIDTH = 1.5;
const DARK_WIDTH = 3.5;
/** So far a disc reaches out of the box of its object. */
export const pointReach = RADIUS.plain + DARK_WIDTH / 2;

export interface PointLook {
  readonly colour: string;
  readonly size: keyof typeof RADIUS;
  /** 0-1. */
  readonly alpha: number;
}

/** On a context that is in image space, of which `scale` CSS pixels are one image pixel. */
export function drawPoints(
  context: CanvasRenderingContext2D,
  places: readonly ImagePoint[],
  { colour, size, alpha }: PointLook,
  scale: number,
): void {
  const radius = RADIUS[size] / scale;
  context.beginPath();
  for (const { x, y } of places) {
    context.moveTo(x + radius, y);
    context.arc(x, y, radius, 0, 2 * Math.PI);
  }
  context.globalAlpha = alpha;
  context.setLineDash([]);
  context.strokeStyle = 'rgb(0 0 0 / 65%)';
  context.lineWidth = DARK_WIDTH / scale;
  context.stroke();
  context.fillStyle = colour;
  context.fill();
  context.strokeStyle = '#ffffff';
  context.lineWidth = LIGHT_WIDTH / scale;
  context.stroke();
  context.globalAlpha = 1;
}

/** So many are drawn whether they can be told apart or not. */
const ALWAYS_TOLD = 50;

/** Those that can be told apart where `scale` CSS pixels are one image pixel: of many one for every 2 x 2 of the screen. */
export function placesTold(geometry: PointsGeometry, scale: number): readonly ImagePoint[] {
  const places = placesOf(geometry);
  if (places.length <= ALWAYS_TOLD) return places;
  const cell = 2 / scale;
  const byCell = new Map(places.map((place) => [`${Math.floor(place.x / cell)} ${Math.floor(place.y / cell)}`, place]));
  return [...byCell.values()];
}
