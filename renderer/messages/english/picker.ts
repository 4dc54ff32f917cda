/** The dialog that chooses files and folders of the machine. */
export const picker = {
  places: 'Places',
  path: 'Folder',
  up: 'Go to the folder above',
  filter: 'Filter by name',
  showAll: 'Show all files',
  emptyFolder: 'This folder is empty.',
  noFolders: 'No folders inside; this one itself can be chosen.',
  nothingOfKind: 'Nothing here that can be chosen.',
  nothingFound: 'No name contains this text.',
  imagesHere: (count: number, shown: string) => (count === 1 ? '1 image here' : `${shown} images here`),
  chosen: (count: number, shown: string) => (count === 1 ? '1 chosen' : `${shown} chosen`),
  newFolder: 'Name of the new folder',
  wholeFolder: 'Choose the whole folder',
  confirmFiles: (count: number, shown: string) => (count === 1 ? 'Choose 1 file' : `Choose ${shown} files`),
  kinds: { folder: 'Folder', image: 'Image', file: 'File', project: 'Project' },
};
