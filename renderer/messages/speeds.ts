import type { DeviceSpeed } from '../../app/contract/workerMessages.ts';
import { formatNumber } from './format.ts';
import { hostText } from './hostText.ts';
import { messages } from './messages.ts';

/** What a speed test found, beside the processor's speed where `speeds` has that too. */
export function speedText(speed: DeviceSpeed, speeds: readonly DeviceSpeed[]): string {
  const words = messages.doctor;
  if (speed.kind === 'failed') return words.speedFailed(hostText(speed.reason));
  const text = words.speed(formatNumber(speed.stepsPerSecond), formatNumber(speed.cutOutsPerSecond, 1));
  const processor = speeds.find(({ device }) => device === 'cpu');
  if (speed.device === 'cpu' || processor?.kind !== 'measured') return text;
  return `${text} · ${words.timesProcessor(formatNumber(speed.stepsPerSecond / processor.stepsPerSecond))}`;
}
