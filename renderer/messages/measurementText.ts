import { angleDegrees, lengthMm, lengthPx, type MeasuredLine } from '../../app/geometry/measuredLine.ts';
import type { PixelSpacing } from '../../app/model/records.ts';
import { formatNumber } from './format.ts';
import { formatLength } from './formatLength.ts';
import { messages } from './messages.ts';

/** "123.4 px · 80.2 µm · 45.0°"; without the second where the size of a pixel is not known. */
export function measurementText(line: MeasuredLine, spacing: PixelSpacing | null): string {
  const pixels = `${formatNumber(lengthPx(line), 1)} ${messages.label.options.pixels}`;
  const length = spacing === null ? [] : [formatLength(lengthMm(line, spacing))];
  return [pixels, ...length, `${formatNumber(angleDegrees(line, spacing), 1)}°`].join(' · ');
}
