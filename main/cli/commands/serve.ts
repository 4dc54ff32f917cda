import { resolve } from 'node:path';
import type { Command } from 'commander';
import { startLoopbackServer } from '../../server/loopbackServer.ts';
import { parseWhole } from '../optionValues.ts';
import { runCommand, type CommonOptions } from '../session.ts';

interface ServeOptions extends CommonOptions {
  readonly port?: number;
}

export function addServeCommand(program: Command): void {
  program
    .command('serve [project]')
    .description('serve the studio to a browser on this machine until Ctrl+C')
    .option('--port <port>', 'port to listen on; a free one without it', parseWhole)
    .action((project: string | undefined, options: ServeOptions) =>
      runCommand(options, async ({ host, client, terminal }) => {
        if (project !== undefined) await client.project.open({ path: resolve(project) });
        const server = await startLoopbackServer(host.fetch, host.context.log, { port: options.port ?? 0 });
        terminal.say(`Maskwright is at ${server.address}`);
        terminal.say('Open it in a browser on this machine. Press Ctrl+C to end.');
        // The address is the result; it is of use only while the server is up.
        terminal.result({ address: server.address, port: server.port });
        await interrupted();
        await server.close();
      }),
    );
}

function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}
