import type { MenuItemConstructorOptions } from 'electron';

export interface MenuActions {
  showLogs(): void;
}

/**
 * The native menu. Undo, redo and zoom are the page's own: a menu would take their keys away from the canvas. On Linux
 * and Windows the same holds for the clipboard keys, which the page handles without a menu.
 */
export function menuTemplate(platform: NodeJS.Platform, actions: MenuActions): MenuItemConstructorOptions[] {
  const isMac = platform === 'darwin';
  const clipboardRoles = ['cut', 'copy', 'paste', 'selectAll'] as const;
  return [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    { label: 'File', submenu: [{ role: isMac ? 'close' : 'quit' }] },
    { label: 'Edit', submenu: clipboardRoles.map((role) => ({ role, registerAccelerator: false })) },
    { label: 'View', submenu: [{ role: 'reload' }, { role: 'togglefullscreen' }, { role: 'toggleDevTools' }] },
    { role: 'windowMenu' },
    {
      role: 'help',
      submenu: [{ label: 'Show log files', click: () => actions.showLogs() }, { role: 'about' }],
    },
  ];
}
