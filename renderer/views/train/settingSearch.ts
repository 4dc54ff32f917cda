import { trainConfigFields } from '../../../app/training/trainConfig.ts';
import { messages } from '../../messages/messages.ts';
import { optionName } from '../../messages/settingText.ts';
import type { FormKey } from './settingGroups.ts';

/** Whether every word is in the name, the sentence, the options or the key that the command line takes. */
export function settingMatches(key: FormKey, query: string): boolean {
  const { name, description } = messages.trainSettings[key];
  const field = trainConfigFields[key];
  const options = 'options' in field ? field.options.map((option) => optionName(key, option)) : [];
  const text = [name, description, key, ...options].join('\n').toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
