import type { StrokePoint } from '../../app/geometry/brush.ts';
import type { MeasuredLine } from '../../app/geometry/measuredLine.ts';
import type { AreaGeometry, Geometry, PixelBox, Ring } from '../../app/geometry/geometry.ts';
import type { ImagePoint } from '../../app/geometry/spaces.ts';
import type { AnnotationId, PixelSpacing } from '../../app/model/records.ts';

/** What a tool shows above the image, in image space; how thick and how large is the canvas's matter. */
export type OverlayItem =
  /** An outline that is being drawn: its vertices so far, and where the next one would go. */
  | {
      readonly kind: 'draft';
      readonly vertices: Ring;
      readonly cursor: ImagePoint | null;
      readonly colour: string;
      /** The next press closes the ring: the first vertex shows a snap circle. */
      readonly closing: boolean;
    }
  /** A line that is being drawn: its points so far, and where the next one would go. */
  | {
      readonly kind: 'line';
      readonly points: readonly ImagePoint[];
      readonly cursor: ImagePoint | null;
      readonly colour: string;
    }
  /** The shape that an object would have. */
  | { readonly kind: 'shape'; readonly geometry: Geometry; readonly colour: string }
  /** A vertex under the pointer or chosen; `ghost` is one that a press would insert. */
  | { readonly kind: 'vertex'; readonly point: ImagePoint; readonly colour: string; readonly look: VertexLook }
  /** As a vertex, of an object of points. */
  | { readonly kind: 'point'; readonly point: ImagePoint; readonly colour: string; readonly look: 'hovered' | 'chosen' }
  /** A line with its length and direction, or its angle with another; `spacing` is `null` where the size of a pixel is not known. */
  | { readonly kind: 'measurement'; readonly line: MeasuredLine; readonly spacing: PixelSpacing | null }
  /** A place on another object's outline that a press would take. */
  | { readonly kind: 'snap'; readonly point: ImagePoint; readonly onto: 'vertex' | 'edge' }
  | { readonly kind: 'rubberBand'; readonly from: ImagePoint; readonly to: ImagePoint }
  | {
      readonly kind: 'brush';
      readonly centre: ImagePoint;
      readonly diameterPx: number;
      readonly erasing: boolean;
      /** Start of the straight line that a Shift-click would draw. */
      readonly lineFrom: ImagePoint | null;
    }
  /** The stroke under way. `points` grows while it is drawn; `base` is what it paints into or erases from. */
  | {
      readonly kind: 'stroke';
      readonly points: readonly StrokePoint[];
      readonly diameterPx: number;
      readonly base: readonly { readonly geometry: AreaGeometry; readonly colour: string }[];
      readonly colour: string;
      readonly erasing: boolean;
      /** What the stroke will not get of this box: shown as it comes. */
      readonly keptOff: (box: PixelBox) => readonly AreaGeometry[];
    };

export type VertexLook = 'hovered' | 'chosen' | 'ghost';

/** Objects that an item stands for while a gesture lasts; the canvas leaves them out. */
export type HiddenObjects = ReadonlySet<AnnotationId>;

export const noHiddenObjects: HiddenObjects = new Set();
