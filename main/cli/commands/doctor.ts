import type { Command } from 'commander';
import { runCommand, type CommonOptions } from '../session.ts';

const marks = { good: 'ok     ', limited: 'limited', bad: 'PROBLEM' } as const;

export function addDoctorCommand(program: Command): void {
  program
    .command('doctor')
    .description('look at what this machine can do')
    .action((options: CommonOptions) =>
      runCommand(options, async ({ client, terminal }) => {
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
