import type { SettingSection } from '../../state/settingsPage.svelte.ts';

interface ChoiceControl {
  readonly kind: 'choice';
  readonly options: readonly { readonly value: string; readonly text: string }[];
  readonly value: () => string;
  readonly set: (value: string) => void;
}

interface SwitchControl {
  readonly kind: 'switch';
  readonly value: () => boolean;
  readonly set: (value: boolean) => void;
}

interface AmountControl {
  readonly kind: 'amount';
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly unit: string;
  readonly value: () => number;
  readonly set: (value: number) => void;
}

export type SettingControl = ChoiceControl | SwitchControl | AmountControl;

/** One row of the settings. */
export interface Setting {
  readonly id: string;
  readonly section: Exclude<SettingSection, 'keys'>;
  readonly name: string;
  readonly hint?: string;
  readonly control: SettingControl;
}

/** A choice among few values. */
export function choice<Value extends string>(
  options: readonly { readonly value: Value; readonly text: string }[],
  value: () => Value,
  set: (value: Value) => void,
): ChoiceControl {
  const chosen = (text: string): Value | undefined => options.find((option) => option.value === text)?.value;
  return {
    kind: 'choice',
    options,
    value,
    set: (text) => {
      const known = chosen(text);
      if (known !== undefined) set(known);
    },
  };
}

/** Whether every word is in the name, the hint or the options. */
export function settingMatches(setting: Setting, section: string, search: string): boolean {
  const options = setting.control.kind === 'choice' ? setting.control.options.map(({ text }) => text) : [];
  const text = [setting.name, setting.hint ?? '', section, ...options].join('\n').toLocaleLowerCase();
  return search
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
