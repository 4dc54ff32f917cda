import { type AreaGeometry, hasArea } from '../geometry/geometry.ts';
import type { AnnotationRecord } from './records.ts';

/** An object that covers pixels. Points do not: to training, predictions and scores they are not there. */
export interface AreaRecord extends AnnotationRecord {
  readonly geometry: AreaGeometry;
}

export function isArea(annotation: AnnotationRecord): annotation is AreaRecord {
  return hasArea(annotation.geometry);
}

export function areasOf(annotations: Iterable<AnnotationRecord>): readonly AreaRecord[] {
  return Array.from(annotations).filter(isArea);
}
