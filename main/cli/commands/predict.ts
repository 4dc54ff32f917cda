import { Option, type Command } from 'commander';
import { refusalInEnglish } from '../../../app/contract/refusals.ts';
import { runInProject, type CommonOptions, type Session } from '../session.ts';
import { formatCount } from '../terminal.ts';

export interface PredictOptions {
  readonly model?: string;
  readonly images?: 'unlabelled' | 'all';
  readonly accept?: boolean;
  readonly device?: 'auto' | 'cpu' | 'webgpu' | 'cuda';
}

export function addPredictCommand(program: Command): void {
  program
    .command('predict <project>')
    .description('let a model suggest objects')
    .option('--model <id>', 'a model of the project, or "latest" for the one in use', 'latest')
    .addOption(new Option('--images <which>', 'which images').choices(['unlabelled', 'all']).default('unlabelled'))
    .option('--accept', 'accept every suggestion at once')
    .addOption(new Option('--device <device>', 'where to run').choices(['auto', 'cpu', 'webgpu', 'cuda']))
    .action((project: string, options: CommonOptions & PredictOptions) =>
      runInProject(project, options, (session) => predict(session, options)),
    );
}

export async function predict({ client, terminal, finish }: Session, options: PredictOptions) {
  const job = await client.predict({
    modelId: options.model ?? 'latest',
    images: options.images ?? 'unlabelled',
    accept: options.accept === true,
    device: options.device ?? 'auto',
  });
  const result = await finish(job, 'predict');
  const state = result.accepted ? 'accepted' : 'waiting for your decision';
  terminal.say(
    `Found ${formatCount(result.suggestions)} objects on ${formatCount(result.images)} images, ${state} (model ${result.modelId}).`,
  );
  for (const { item, reason } of result.refused) terminal.say(`  ${item}: ${refusalInEnglish(reason)}`);
  return result;
}
