import { formatCount } from './format.ts';
import { messages } from './messages.ts';

/** "1 image", "1,234 images". */
export function imagesText(count: number): string {
  return messages.common.images(count, formatCount(count));
}

/** "1 object", "1,234 objects". */
export function objectsText(count: number): string {
  return messages.common.objects(count, formatCount(count));
}
