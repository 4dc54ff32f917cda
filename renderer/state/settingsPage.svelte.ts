import { overlays } from './overlays.svelte.ts';

export const settingSections = ['appearance', 'labelling', 'keys'] as const;
export type SettingSection = (typeof settingSections)[number];

/** What the settings show; kept while they are made anew in another language. */
class SettingsPage {
  section = $state<SettingSection>('appearance');
  search = $state('');

  open(section: SettingSection): void {
    this.section = section;
    this.search = '';
    overlays.shown = 'settings';
  }
}

export const settingsPage = new SettingsPage();
