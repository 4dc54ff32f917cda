/** Paths of the host's machine as text: the page never knows whether it is Windows. */

function separatorOf(path: string): string {
  return path.includes('\\') && !path.includes('/') ? '\\' : '/';
}

export function joinPath(folder: string, name: string): string {
  const separator = separatorOf(folder);
  return folder.endsWith(separator) ? `${folder}${name}` : `${folder}${separator}${name}`;
}

/** Last part of a path; the path itself for a root. */
export function baseName(path: string): string {
  return path.split(/[\\/]/).findLast((part) => part !== '') ?? path;
}

/** The folder of a file or folder, without its last separator but for a root. */
export function folderOf(path: string): string {
  const [, folder = path] = /^(.*)[\\/][^\\/]+[\\/]?$/.exec(path) ?? [];
  return /^([A-Za-z]:)?$/.test(folder) ? `${folder}${separatorOf(path)}` : folder;
}

/** A name that every file system takes as one folder. */
export function asFolderName(name: string): string {
  const withoutForbidden = name
    .replace(/[<>:"/\\|?*\p{Control}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return withoutForbidden.replace(/^\.+|[. ]+$/g, '').slice(0, 100);
}
