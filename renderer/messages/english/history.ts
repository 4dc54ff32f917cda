/** The list of gestures. */
export const history = {
  title: 'History',
  open: 'Show the history',
  onlyThisImage: 'This image only',
  beginning: 'Beginning',
  present: 'Present state',
  undone: 'Undone',
  changes: (count: number, shown: string) => (count === 1 ? '1 change' : `${shown} changes`),
  empty: 'Nothing has been edited yet. Every gesture will stand here, to go back to.',
  emptyImage: 'Nothing has been edited on this image.',
  failed: 'The history could not be read',
  busy: 'Finish or leave what you are drawing first.',
  hint: 'Enter goes to the chosen state',
};
