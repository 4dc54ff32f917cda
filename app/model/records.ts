import type { Geometry } from '../geometry/geometry.ts';
import type { ImagePoint } from '../geometry/spaces.ts';
import type { AttributeDefinition, AttributeValues } from './attributes.ts';

/**
 * The records of a project. All are plain, frozen-able JSON values: the same shapes are held on screen, sent to the
 * host, written in the store's history and broadcast to other windows. Times are milliseconds since 1970.
 */

export type ImageId = string & { readonly __brand?: 'ImageId' };
export type LabelId = string & { readonly __brand?: 'LabelId' };
export type AnnotationId = string & { readonly __brand?: 'AnnotationId' };
export type GroupId = string & { readonly __brand?: 'GroupId' };
export type CommentId = string & { readonly __brand?: 'CommentId' };
export type RunId = string & { readonly __brand?: 'RunId' };
export type ModelId = string & { readonly __brand?: 'ModelId' };

/** Which share of the data an image belongs to. Test images are never trained on; `null` is decided at the next training. */
export type Split = 'train' | 'val' | 'test';

/** Shows stored values `low` as black and `high` as white. In stored units (0-255 or 0-65535). */
export interface DisplayWindow {
  readonly low: number;
  readonly high: number;
}

/**
 * What people say of an image. `open`: nothing yet. `done`: every object is labelled; `needsReview`: somebody else should
 * look; `accepted`, `rejected`: somebody did. What follows from it is in imageReview.ts.
 */
export type ReviewState = 'open' | 'done' | 'needsReview' | 'accepted' | 'rejected';

/** Length of one pixel along the rows and the columns of the upright image. */
export interface PixelSpacing {
  readonly xMm: number;
  readonly yMm: number;
}

export interface ImageRecord {
  readonly id: ImageId;
  /** Name shown and exported: path below the imported folder, forward slashes, unique in the project. */
  readonly name: string;
  /** Absolute path where it is referenced in place; path below the project folder where it was copied. */
  readonly path: string;
  readonly storage: 'copied' | 'referenced';
  /** Pixels, after EXIF orientation is applied. All geometry is in this upright space. */
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly bitDepth: 8 | 16;
  /** Smallest and largest stored value over all channels. */
  readonly valueRange: DisplayWindow;
  /** `null` where the file does not tell it, or was imported before it was asked. */
  readonly pixelSpacing: PixelSpacing | null;
  readonly byteSize: number;
  /** SHA-256 of the file, hex. */
  readonly contentHash: string;
  readonly split: Split | null;
  readonly review: ReviewState;
  /** `null`: the whole range of the bit depth for 8-bit images, `valueRange` for 16-bit images. */
  readonly displayWindow: DisplayWindow | null;
  /** As `tags.ts` keeps them, in the order in which they were given. */
  readonly tags: readonly string[];
  readonly importedAt: number;
}

export interface LabelRecord {
  readonly id: LabelId;
  readonly name: string;
  /** `#rrggbb`. */
  readonly colour: string;
  /** One key, such as `1` or `q`; `null` where none is set. */
  readonly hotkey: string | null;
  readonly order: number;
  /** COCO category id, kept from import; `null` until one is given at the first export. */
  readonly categoryId: number | null;
  readonly supercategory: string | null;
  /** What its objects can be told apart by, in the person's order. */
  readonly attributes: readonly AttributeDefinition[];
}

export type AnnotationSource =
  | { readonly kind: 'person' }
  | { readonly kind: 'model'; readonly modelId: ModelId }
  | { readonly kind: 'import'; readonly file: string };

export type AnnotationStatus = 'suggested' | 'accepted' | 'rejected';

export interface AnnotationRecord {
  readonly id: AnnotationId;
  readonly imageId: ImageId;
  readonly labelId: LabelId;
  readonly geometry: Geometry;
  readonly source: AnnotationSource;
  /** 0-1, of the model that suggested it; `null` where a person drew it. */
  readonly score: number | null;
  /** Only accepted annotations are ground truth, for training and export alike. */
  readonly status: AnnotationStatus;
  /** COCO `iscrowd`, kept from import to export. */
  readonly isCrowd: boolean;
  readonly attributes: AttributeValues;
  /** Objects of one image with the same id belong together; `null`: the object stands alone. */
  readonly groupId: GroupId | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** What a person notes at a place of an image: a question, a doubt, something to be done. */
export interface CommentRecord {
  readonly id: CommentId;
  readonly imageId: ImageId;
  readonly point: ImagePoint;
  readonly text: string;
  readonly resolved: boolean;
  readonly createdAt: number;
  readonly updatedAt: number;
}
