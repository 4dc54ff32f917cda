import {
  angleDegrees,
  directionDegrees,
  lengthMm,
  lengthPx,
  type MeasuredLine,
} from '../../app/geometry/measuredLine.ts';
import type { PixelSpacing } from '../../app/model/records.ts';
import { formatNumber } from './format.ts';
import { formatLength } from './formatLength.ts';
import { messages } from './messages.ts';

/** "123.4 px · 80.2 µm · direction 45.0°"; the angle with another line instead, where there is one. */
export function measurementText(line: MeasuredLine, spacing: PixelSpacing | null): string {
  const words = messages.aids.measure;
  const pixels = `${formatNumber(lengthPx(line), 1)} ${messages.label.options.pixels}`;
  const length = spacing === null ? [] : [formatLength(lengthMm(line, spacing))];
  const angle = angleDegrees(line, spacing);
  const turn =
    angle === null ? words.direction(degreesText(directionDegrees(line, spacing))) : words.angle(degreesText(angle));
  return [pixels, ...length, turn].join(' · ');
}

function degreesText(degrees: number): string {
  return `${formatNumber(degrees, 1)}°`;
}
