import { Option, type Command } from 'commander';
import type { DeviceSpeed } from '../../../app/contract/workerMessages.ts';
import { deviceNames } from '../../../app/contract/deviceNames.ts';
import { runCommand, type CommonOptions } from '../session.ts';

interface DoctorOptions {
  readonly install?: 'tfjs-gpu';
  readonly speed?: boolean;
}

const marks = { good: 'ok     ', limited: 'limited', bad: 'PROBLEM' } as const;

export function addDoctorCommand(program: Command): void {
  program
    .command('doctor')
    .description('look at what this machine can do')
    .addOption(
      new Option('--install <engine>', 'fetch an engine that is not part of the program').choices(['tfjs-gpu']),
    )
    .option('--speed', 'train a small network for five seconds on every device that works')
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
        if (options.speed !== true) return report;
        const { speeds } = await finish(await client.engines.testSpeed({}), 'speedTest');
        for (const speed of speeds) terminal.say(`${deviceNames[speed.device]}: ${speedLine(speed, speeds)}`);
        return { ...report, speeds };
      }),
    );
}

function speedLine(speed: DeviceSpeed, speeds: readonly DeviceSpeed[]): string {
  if (speed.kind === 'failed') return `the speed test failed: ${speed.reason}`;
  const { device, stepsPerSecond, cutOutsPerSecond } = speed;
  const line = `${stepsPerSecond.toFixed(2)} training steps/s, ${cutOutsPerSecond.toFixed(1)} cut-outs/s`;
  const processor = speeds.find((other) => other.device === 'cpu');
  if (device === 'cpu' || processor?.kind !== 'measured') return line;
  return `${line}, ${(stepsPerSecond / processor.stepsPerSecond).toFixed(2)} times the processor`;
}
