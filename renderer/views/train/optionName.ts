import { messages } from '../../messages/messages.ts';

/** How people are shown an option of a setting. */
export function optionName(key: string, option: string): string {
  const names: Readonly<Record<string, Readonly<Record<string, string>>>> = messages.settingOptions;
  return names[key]?.[option] ?? option;
}
