import { startSocketServer } from '../server/socketServer.ts';
import { createHost } from './host.ts';

/** The host as a child of the desktop shell: answers on the socket that the shell names, ends with its channel. */
const { MASKWRIGHT_SOCKET: socketPath, MASKWRIGHT_SHELL_TOKEN: token } = process.env;
if (!socketPath || !token || !process.send) throw new Error('The host is started by the shell, not by hand.');

process.title = 'maskwright host';
const host = await createHost({ capabilities: { nativeDialogs: true, revealInFolder: true } });
const server = await startSocketServer(host.fetch, host.context.log, { socketPath, token });

let ending: Promise<void> | null = null;
const end = (): void => {
  ending ??= server
    .close()
    .then(() => host.close())
    .finally(() => process.exit());
};
process.once('disconnect', end);
process.once('SIGTERM', end);
process.once('SIGINT', end);
// A shell that has ended meanwhile cannot be told; the host ends too.
process.send({ kind: 'ready' }, undefined, undefined, (error) => {
  if (error !== null) end();
});
