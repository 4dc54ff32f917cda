import { Option, type Command } from 'commander';
import { reportLines } from '../reportLines.ts';
import { runInProject, type CommonOptions, type Session } from '../session.ts';

export interface EvaluateOptions {
  readonly model?: string;
  readonly split?: 'val' | 'test' | 'all';
}

export function addEvaluateCommand(program: Command): void {
  program
    .command('evaluate <project>')
    .description('compare a model with what is labelled')
    .option('--model <id>', 'a model of the project, or "latest" for the one in use', 'latest')
    .addOption(new Option('--split <split>', 'which labelled images').choices(['val', 'test', 'all']).default('val'))
    .action((project: string, options: CommonOptions & EvaluateOptions) =>
      runInProject(project, options, (session) => evaluate(session, options)),
    );
}

export async function evaluate({ client, terminal, finish }: Session, options: EvaluateOptions) {
  const split = options.split ?? 'val';
  const job = await client.models.evaluate({ modelId: options.model ?? 'latest', split });
  const result = await finish(job, 'evaluate');
  const names = new Map((await client.labels.list()).map(({ id, name }) => [id, name]));
  for (const line of reportLines(result.report, names)) terminal.say(line);
  return result;
}
