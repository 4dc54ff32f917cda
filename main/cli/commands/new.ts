import { resolve } from 'node:path';
import type { Command } from 'commander';
import { runCommand, type CommonOptions } from '../session.ts';

export function addNewCommand(program: Command): void {
  program
    .command('new <project>')
    .description('make an empty project in a new folder')
    .option('--name <name>', 'name shown in the window; the folder name without it')
    .action((project: string, options: CommonOptions & { name?: string }) =>
      runCommand(options, async ({ client, terminal }) => {
        const summary = await client.project.create({
          path: resolve(project),
          ...(options.name === undefined ? {} : { name: options.name }),
        });
        terminal.say(`Made the project "${summary.name}" in ${summary.path}.`);
        return summary;
      }),
    );
}
