import { messages } from '../messages/messages.ts';
import { gettingStarted } from '../state/gettingStarted.svelte.ts';
import { jobs } from '../state/jobs.svelte.ts';
import { closeProject, createSampleProject, pickAndOpenProject } from '../state/openProject.ts';
import { overlays } from '../state/overlays.svelte.ts';
import { preferences } from '../state/preferences.svelte.ts';
import { session, viewNames } from '../state/session.svelte.ts';
import type { Action } from './action.ts';
import { canFocusParts, focusPart } from './windowParts.ts';

const always = (): boolean => true;
const inProject = (): boolean => session.project !== null;

/** What can be done everywhere. */
export function frameActions(): readonly Action[] {
  const { groups, views, projectMenu, help, search, themeSwitch, jobs: jobsText } = messages;
  const viewActions = viewNames.map((view, index): Action => ({
    id: `view.${view}`,
    title: views[view],
    group: groups.views,
    keys: [`Alt+${index + 1}`],
    enabled: inProject,
    perform: () => (session.view = view),
  }));
  const project = (id: string, title: string, enabled: () => boolean, perform: () => void): Action => ({
    id: `project.${id}`,
    title,
    group: groups.project,
    keys: [],
    enabled,
    perform,
  });
  const part = (id: string, title: string, key: string, step: 1 | -1): Action => ({
    id,
    title,
    group: groups.views,
    keys: [key],
    enabled: canFocusParts,
    perform: () => focusPart(step),
    whileTyping: true,
  });
  return [
    ...viewActions,
    part('part.next', messages.windowParts.next, 'F6', 1),
    part('part.previous', messages.windowParts.previous, 'Shift+F6', -1),
    {
      id: 'palette',
      title: search,
      group: groups.help,
      keys: ['Ctrl+K'],
      enabled: inProject,
      perform: () => overlays.toggle('palette'),
      whileTyping: true,
    },
    {
      id: 'keySheet',
      title: help.keys,
      group: groups.help,
      keys: ['?', 'F1'],
      enabled: always,
      perform: () => overlays.toggle('keySheet'),
    },
    {
      id: 'jobs',
      title: jobsText.title,
      group: groups.work,
      keys: ['Ctrl+J'],
      enabled: inProject,
      perform: () => (jobs.panelOpen = !jobs.panelOpen),
    },
    project('new', projectMenu.newProject, always, () => (overlays.shown = 'newProject')),
    project('open', projectMenu.openProject, always, () => void pickAndOpenProject()),
    project('sample', projectMenu.sample, always, () => void createSampleProject()),
    project('close', projectMenu.close, inProject, () => void closeProject()),
    {
      id: 'gettingStarted',
      title: messages.gettingStarted.title,
      group: groups.help,
      keys: [],
      enabled: inProject,
      perform: () => gettingStarted.showAgain(),
    },
    {
      id: 'doctor',
      title: help.doctor,
      group: groups.help,
      keys: [],
      enabled: always,
      perform: () => (overlays.shown = 'doctor'),
    },
    {
      id: 'settings',
      title: messages.settingsPage.title,
      group: groups.help,
      keys: ['Ctrl+,'],
      enabled: always,
      perform: () => overlays.toggle('settings'),
      whileTyping: true,
    },
    {
      id: 'theme',
      title: themeSwitch,
      group: groups.help,
      keys: [],
      enabled: always,
      perform: () => (preferences.theme = preferences.shownTheme === 'dark' ? 'light' : 'dark'),
    },
  ];
}
