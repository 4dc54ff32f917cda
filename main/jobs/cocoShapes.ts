import { AppError } from '../../app/contract/errors.ts';
import { segmentationPixels } from '../../app/formats/coco/segmentationPixels.ts';
import type { ImageSize } from '../../app/geometry/imageSize.ts';
import { type Spans } from '../../app/geometry/spans.ts';
import { type Box, boxIou } from '../../app/metrics/boxOverlap.ts';
import {
  boundaryIou,
  type MeasuredPixels,
  measurePixels,
  type OutlinedPixels,
  outlinePixels,
  pixelIou,
} from '../../app/metrics/maskOverlap.ts';

/** What objects are compared by: boxes, masks, or masks with their outlines. */
export type OverlapKind = 'bbox' | 'segm' | 'boundary';

/** A row of ground truth or results, as far as its shape goes. */
export interface ShapeRow {
  readonly item: string;
  readonly segmentation: unknown;
  readonly box: Box | null;
}

/** An image while its rows are read. */
export interface ImageFrame {
  readonly name: string;
  readonly width: number | null;
  readonly height: number | null;
  /** Spans that masks of this image may still take: no file can fill the memory. */
  readonly budget: { spans: number };
}

/** One way to compare objects. `read` throws `FILE_UNSUPPORTED` naming the row. */
export interface ShapeComparison<S> {
  read(row: ShapeRow, frame: ImageFrame): S;
  /** Square pixels of a detection, or of a true object whose area the file does not say. */
  areaOf(shape: S): number;
  iou(detection: S, truth: S, isCrowd: boolean): number;
}

/** Numbers of spans in memory at a time: 400 MB, far beyond real images. */
export const MOST_SPANS = 5e7;

interface BoxShape {
  readonly box: Box;
  readonly area: number;
}

export const boxComparison: ShapeComparison<BoxShape> = {
  read: (row, frame) => {
    if (row.box !== null) return { box: row.box, area: row.box[2] * row.box[3] };
    if (row.segmentation === undefined || row.segmentation === null) {
      throw unsupported(`${row.item} has no box; score masks with --iou segm.`);
    }
    const { box, area } = measurePixels(readPixels(row, frame, frameSize(frame)));
    return { box: box === null ? [0, 0, 0, 0] : [box.x, box.y, box.width, box.height], area };
  },
  areaOf: ({ area }) => area,
  iou: (detection, truth, isCrowd) => boxIou(detection.box, truth.box, isCrowd),
};

export const maskComparison: ShapeComparison<MeasuredPixels> = {
  read: (row, frame) => measurePixels(readPixels(row, frame, frameSize(frame))),
  areaOf: ({ area }) => area,
  iou: pixelIou,
};

export const boundaryComparison: ShapeComparison<OutlinedPixels> = {
  read: (row, frame) => {
    const size = frameSize(frame);
    return outlinePixels(readPixels(row, frame, size), size);
  },
  areaOf: ({ area }) => area,
  iou: boundaryIou,
};

function frameSize({ name, width, height }: ImageFrame): ImageSize {
  if (width === null || height === null) {
    throw unsupported(`The ground truth does not say the width and height of ${name}, which masks need.`);
  }
  return { width, height };
}

function readPixels(row: ShapeRow, frame: ImageFrame, size: ImageSize): Spans {
  if (row.box !== null && (row.segmentation === undefined || row.segmentation === null)) {
    throw unsupported(`${row.item} has a box and no mask; score boxes with --iou bbox.`);
  }
  try {
    const spans = segmentationPixels(row.segmentation, size);
    frame.budget.spans -= spans.length;
    if (frame.budget.spans < 0) throw unsupported(`The masks of ${frame.name} are too large to be compared in memory.`);
    return spans;
  } catch (error) {
    if (error instanceof RangeError) {
      throw new AppError('FILE_UNSUPPORTED', `In ${row.item}: ${withoutStop(error.message)}.`, error);
    }
    throw error;
  }
}

function withoutStop(sentence: string): string {
  return sentence.replace(/\.$/, '');
}

function unsupported(sentence: string): AppError {
  return new AppError('FILE_UNSUPPORTED', sentence);
}
