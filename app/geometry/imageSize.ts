/** Pixels of an upright image. */
export interface ImageSize {
  readonly width: number;
  readonly height: number;
}
