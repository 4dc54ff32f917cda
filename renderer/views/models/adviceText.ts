import type { CurveAdvice } from '../../../app/training/curveAdvice.ts';
import { FEWEST_SIZES } from '../../../app/training/learningCurve.ts';
import { formatCount, formatNumber, formatScore } from '../../messages/format.ts';
import { messages } from '../../messages/messages.ts';

/** Advice in plain words: a line to act on, and how sure it is. */
export function adviceText(advice: CurveAdvice): { readonly title: string; readonly text: string } {
  const words = messages.modelsPage.curve.advice;
  if (advice.kind === 'unknown') {
    return { title: words.unknown, text: words.unknownText(formatCount(FEWEST_SIZES), formatCount(advice.sizes)) };
  }
  if (advice.kind === 'flat') {
    const { reachable, lowest, highest } = advice;
    return {
      title: words.flat,
      text: words.flatText(formatScore(reachable), formatScore(lowest), formatScore(highest)),
    };
  }
  const { gain, objects, least, most } = advice;
  return {
    title: words.more(objects, formatCount(objects), formatNumber(gain * 100, 1)),
    text: most === null ? words.moreOpen(formatCount(least)) : words.moreText(formatCount(least), formatCount(most)),
  };
}
