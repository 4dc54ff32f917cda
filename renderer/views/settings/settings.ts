import { wheelChoices } from '../../canvas/wheelMeaning.ts';
import { languages, messages, type Language } from '../../messages/messages.ts';
import { labellingPreferences } from '../../state/labellingPreferences.svelte.ts';
import { languageChoice } from '../../state/languageChoice.svelte.ts';
import { preferences, themeChoices } from '../../state/preferences.svelte.ts';
import { choice, type Setting } from './setting.ts';

/** Everything that can be set, but for the keys. */
export function allSettings(): readonly Setting[] {
  return [...appearanceSettings(), ...labellingSettings()];
}

function appearanceSettings(): readonly Setting[] {
  const words = messages.settings;
  const spoken: readonly (Language | 'system')[] = ['system', ...languages];
  return [
    {
      id: 'theme',
      section: 'appearance',
      name: words.theme,
      control: choice(
        themeChoices.map((value) => ({ value, text: words.themes[value] })),
        () => preferences.theme,
        (theme) => (preferences.theme = theme),
      ),
    },
    {
      id: 'language',
      section: 'appearance',
      name: words.language,
      hint: messages.settingsPage.languageHint,
      control: choice(
        spoken.map((value) => ({ value, text: words.languages[value] })),
        () => languageChoice.chosen ?? 'system',
        (language) => (languageChoice.chosen = language === 'system' ? null : language),
      ),
    },
  ];
}

function labellingSettings(): readonly Setting[] {
  const words = messages.settingsPage.labelling;
  return [
    {
      id: 'hand',
      section: 'labelling',
      name: words.hand,
      hint: words.handHint,
      control: choice(
        (['right', 'left'] as const).map((value) => ({ value, text: words.hands[value] })),
        () => (labellingPreferences.values.leftHanded ? 'left' : 'right'),
        (hand) => labellingPreferences.change({ leftHanded: hand === 'left' }),
      ),
    },
    {
      id: 'smoothsLines',
      section: 'labelling',
      name: messages.label.options.smoothLines,
      hint: words.smoothLinesHint,
      control: {
        kind: 'switch',
        value: () => labellingPreferences.values.smoothsLines,
        set: (smoothsLines) => labellingPreferences.change({ smoothsLines }),
      },
    },
    {
      id: 'smoothingPx',
      section: 'labelling',
      name: words.smoothing,
      control: {
        kind: 'amount',
        min: 1,
        max: 10,
        step: 0.5,
        unit: messages.label.options.pixels,
        value: () => labellingPreferences.values.smoothingPx,
        set: (smoothingPx) => labellingPreferences.change({ smoothingPx }),
      },
    },
    {
      id: 'penPressure',
      section: 'labelling',
      name: words.penPressure,
      hint: words.penPressureHint,
      control: {
        kind: 'switch',
        value: () => labellingPreferences.values.penPressure,
        set: (penPressure) => labellingPreferences.change({ penPressure }),
      },
    },
    {
      id: 'wheel',
      section: 'labelling',
      name: words.wheel,
      hint: words.wheelHint,
      control: choice(
        wheelChoices.map((value) => ({ value, text: words.wheels[value] })),
        () => labellingPreferences.values.wheel,
        (wheel) => labellingPreferences.change({ wheel }),
      ),
    },
  ];
}
