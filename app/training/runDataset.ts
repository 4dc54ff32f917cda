import type { AreaGeometry } from '../geometry/geometry.ts';
import type { ImageId, LabelId, Split } from '../model/records.ts';

/**
 * `dataset.json` of a run folder: everything that a training run learns from, frozen when the run starts, so that a
 * run needs no project and can be repeated.
 */
export interface RunDataset {
  /** Class `index + 1` of the network; class 0 is the background. */
  readonly labels: readonly RunLabel[];
  readonly images: readonly RunImage[];
}

export interface RunLabel {
  readonly id: LabelId;
  readonly name: string;
  readonly colour: string;
}

export interface RunImage {
  readonly id: ImageId;
  readonly name: string;
  /** Absolute path of the image file. */
  readonly file: string;
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly bitDepth: 8 | 16;
  readonly split: Split;
  readonly objects: readonly RunObject[];
}

export interface RunObject {
  /** Class of the network: 1 is the first label. */
  readonly classIndex: number;
  readonly geometry: AreaGeometry;
  readonly isCrowd: boolean;
}
