import { app, BrowserWindow, crashReporter, dialog, ipcMain, Menu, protocol, session, shell } from 'electron';
import { join } from 'node:path';
import { dataFolder } from '../host/userFolders.ts';
import { shellCallHandlers } from './dialogs.ts';
import { forwardRequest } from './forwardRequest.ts';
import { hostPrograms } from './hostPrograms.ts';
import { createHostSupervisor } from './hostSupervisor.ts';
import { menuTemplate } from './menu.ts';
import { guardNavigation } from './navigationGuards.ts';
import { ownOrigin, scheme } from './ownAddress.ts';
import { denyPermissions } from './permissions.ts';
import { registerShellCalls } from './shellCalls.ts';
import { windowOptions } from './windowOptions.ts';

/** The desktop shell: one window on the host's page, native dialogs, and a host that is kept alive. */
crashReporter.start({ uploadToServer: false });
protocol.registerSchemesAsPrivileged([
  { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true } },
]);
app.enableSandbox();
process.once('uncaughtException', fail);

// Not awaited here: Electron gets ready only after this module has been read to its end.
if (app.requestSingleInstanceLock()) runShell().catch(fail);
else app.quit();

function fail(error: Error): void {
  dialog.showErrorBox('Maskwright has to close', error.stack ?? error.message);
  app.exit(1);
}

async function runShell(): Promise<void> {
  app.on('web-contents-created', (_event, contents) => guardNavigation(contents));
  app.on('second-instance', showWindow);
  app.on('activate', showWindow);
  app.on('window-all-closed', () => app.quit());
  await app.whenReady();

  const supervisor = createHostSupervisor({
    ...hostPrograms({
      isPackaged: app.isPackaged,
      resourcesPath: process.resourcesPath,
      shellFolder: import.meta.dirname,
      platform: process.platform,
      environment: process.env,
    }),
    onGivenUp: () => void offerAnotherStart(),
  });
  let isHostEnded = false;
  app.on('will-quit', (event) => {
    if (isHostEnded) return;
    event.preventDefault();
    void supervisor.close().finally(() => {
      isHostEnded = true;
      app.quit();
    });
  });

  async function offerAnotherStart(): Promise<void> {
    const { response } = await dialog.showMessageBox({
      type: 'error',
      message: 'The studio stopped again and again.',
      detail: 'Finished work is saved. The log files say what happened.',
      buttons: ['Start it again', 'Show log files', 'Quit'],
    });
    if (response === 2) return app.quit();
    if (response === 1) showLogs();
    supervisor.startAgain();
  }

  denyPermissions(session.defaultSession);
  protocol.handle(scheme, (request) => forwardRequest(request, () => supervisor.connection()));
  registerShellCalls(
    ipcMain,
    shellCallHandlers({
      open: (options) => dialog.showOpenDialog(options),
      reveal: (path) => shell.showItemInFolder(path),
    }),
  );
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform, { showLogs })));
  openWindow();
}

function openWindow(): void {
  const window = new BrowserWindow(windowOptions(join(import.meta.dirname, 'preload.cjs')));
  window.once('ready-to-show', () => window.show());
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    const choice = dialog.showMessageBoxSync(window, {
      type: 'error',
      message: 'The page stopped working.',
      detail: `Finished work is saved. (${reason})`,
      buttons: ['Reload', 'Quit'],
    });
    if (choice === 0) window.webContents.reload();
    else app.quit();
  });
  void window.loadURL(`${ownOrigin}/`);
}

function showWindow(): void {
  const window = BrowserWindow.getAllWindows()[0];
  if (!window) return openWindow();
  if (window.isMinimized()) window.restore();
  window.focus();
}

function showLogs(): void {
  void shell.openPath(join(dataFolder(), 'logs'));
}
