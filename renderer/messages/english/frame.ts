/** The frame around every view: top bar, menus, palette, key sheet, connection. */
export const frame = {
  views: { label: 'Label', train: 'Train', models: 'Models', data: 'Data', reports: 'Reports' },
  navigation: 'Views',
  projectMenu: {
    name: (project: string) => `Project ${project}`,
    newProject: 'New project…',
    openProject: 'Open project…',
    recent: 'Recent projects',
    sample: 'Try the sample project',
    close: 'Close project',
    copyPath: 'Copy path of the project',
  },
  search: 'Search or command',
  help: {
    title: 'Help',
    keys: 'Keyboard shortcuts',
    doctor: 'Check this machine',
    version: (version: string) => `Maskwright ${version}`,
  },
  settings: {
    title: 'Settings',
    theme: 'Theme',
    themes: { system: 'As the system', dark: 'Dark', light: 'Light' },
    language: 'Language',
    languages: { system: 'As the system', en: 'English', 'zh-CN': '简体中文' },
  },
  connection: {
    lost: 'The connection to the program is lost. What you finished is saved; trying to reach it again…',
    callFailed: 'The program does not answer. It may be restarting; try again in a moment.',
    starting: 'Connecting to the program…',
    failed: 'The program cannot be reached',
    editsRefused: (lost: readonly string[], reason: string) =>
      `Not saved: ${quoted(lost)}. ${reason} What the screen shows now is what is saved.`,
    editsLost: (lost: readonly string[]) =>
      `Not saved, because another project was opened before the program could save it: ${quoted(lost)}.`,
  },
  groups: {
    views: 'Views',
    project: 'Project',
    images: 'Images',
    work: 'Training and suggestions',
    help: 'Help and appearance',
  },
  palette: {
    title: 'Search or command',
    placeholder: 'Type a command or the name of an image',
    commands: 'Commands',
    images: 'Images',
    nothing: 'Nothing found',
  },
  keySheet: {
    title: 'Keyboard shortcuts',
    description: 'What the keys do where you are now.',
    search: 'Find a shortcut',
    nothing: 'No shortcut found.',
    or: 'or',
    noKey: '(no key)',
    change: 'Change keys',
  },
  notices: 'Messages',
  themeSwitch: 'Switch between the dark and the light theme',
};

/** The newest behind the first few are only counted. */
function quoted(gestures: readonly string[]): string {
  const named = gestures.slice(0, 5).map((gesture) => `“${gesture}”`);
  const others = gestures.length - named.length;
  return [...named, ...(others > 0 ? [`${others} more`] : [])].join(', ');
}
