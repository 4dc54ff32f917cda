import type { MaskGeometry } from '../geometry/geometry.ts';

/** `truth.json` beside generated sample images: their exact objects, by label name. */
export type SampleTruth = {
  readonly name: string;
  readonly objects: readonly { readonly label: string; readonly geometry: MaskGeometry }[];
}[];
