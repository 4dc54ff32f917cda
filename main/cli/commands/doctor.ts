import { Option, type Command } from 'commander';
import { runCommand, type CommonOptions } from '../session.ts';

interface DoctorOptions {
  readonly install?: 'tfjs-gpu';
}

const marks = { good: 'ok     ', limited: 'limited', bad: 'PROBLEM' } as const;

export function addDoctorCommand(program: Command): void {
  program
    .command('doctor')
    .description('look at what this machine can do')
    .addOption(
      new Option('--install <engine>', 'fetch an engine that is not part of the program').choices(['tfjs-gpu']),
    )
    .action((options: CommonOptions & DoctorOptions) =>
      runCommand(options, async ({ client, terminal, finish }) => {
        if (options.install !== undefined) {
          const job = await client.engines.install({ engine: options.install });
          const { folder } = await finish(job, 'installEngine');
          terminal.say(`tfjs-node-gpu is installed in ${folder}.`);
        }
        const report = await client.doctor();
        terminal.say(`Maskwright ${report.version} on ${report.platform}`);
        for (const check of report.checks) {
          terminal.say(`${marks[check.state]}  ${check.name}: ${check.finding}`);
          if (check.advice !== '') terminal.say(`         ${check.advice}`);
        }
        return report;
      }),
    );
}
