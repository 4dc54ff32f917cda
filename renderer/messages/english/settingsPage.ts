/** The settings: what they are about, and the keys. */
export const settingsPage = {
  title: 'Settings',
  search: 'Find a setting or a key',
  sections: { appearance: 'Appearance', labelling: 'Labelling', keys: 'Keys' },
  nothing: 'No setting found.',
  all: 'All settings',
  languageHint: 'Changes at once; what you have open stays open.',
  labelling: {
    smoothLinesHint: 'For outlines that are drawn free-hand with the polygon tool.',
    smoothing: 'Smooth by at most',
  },
  keys: {
    explanation:
      'Every action can have other keys, also such that your free hand reaches well. Three stay as they are: ' +
      'Space moves the image, Enter closes an outline, Esc steps back.',
    places: {
      everywhere: 'Everywhere',
      label: 'Label',
      models: 'Models',
      differences: 'Models',
      data: 'Data',
    },
    none: 'no key',
    change: (key: string, title: string) => `Change ${key}: ${title}`,
    remove: (key: string, title: string) => `Take ${key} away: ${title}`,
    add: (title: string) => `Add a key: ${title}`,
    reset: (title: string) => `Usual keys: ${title}`,
    resetAll: 'Usual keys for all',
    press: 'Press the keys; Esc leaves',
    reserved: (key: string) => `${key} is reserved; press other keys.`,
    needsCtrl: 'This works while you type too, so it needs Ctrl or a function key.',
    taken: (key: string, others: string) => `${key} belongs to ${others}.`,
    onlyOne: 'With both, only one of them would answer.',
    elsewhere: 'The two are never at hand together.',
    ofLabel: 'The key of a label is changed at the label.',
    takeOver: 'Take it over',
    keepBoth: 'Keep both',
    also: (others: string) => `The same key: ${others}`,
    fixed: { reserved: 'Reserved', label: 'Changed at the label' },
    export: 'Export keys',
    import: 'Import keys',
    imported: 'The keys of the file are in use.',
    importFailed: (file: string) =>
      `${file} was not taken: it is no file of keys from this program, or has a key that cannot be used.`,
  },
};
