import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { shellBridgeName, type ShellBridge } from '../../app/contract/shellBridge.ts';
import { shellChannel } from './shellChannel.ts';

/** Named functions only: neither `ipcRenderer` nor its events reach the page. Bundled to one file, as sandboxes ask. */
const bridge: ShellBridge = {
  pickFolder: (input) => ipcRenderer.invoke(shellChannel('pickFolder'), input),
  pickFiles: (input) => ipcRenderer.invoke(shellChannel('pickFiles'), input),
  revealInFolder: (input) => ipcRenderer.invoke(shellChannel('revealInFolder'), input),
  pathOfFile: (file) => webUtils.getPathForFile(file as Parameters<typeof webUtils.getPathForFile>[0]),
};
contextBridge.exposeInMainWorld(shellBridgeName, bridge);
