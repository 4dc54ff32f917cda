import { Option, type Command } from 'commander';
import { reasonsInEnglish, reasonText } from '../../../app/training/plan/planReasons.ts';
import type { TrainConfig } from '../../../app/training/trainConfig.ts';
import { obstaclesInEnglish } from '../../../app/training/plan/planObstacles.ts';
import { pointsLeftOutInEnglish } from '../../../app/training/plan/pointsLeftOut.ts';
import { runInProject, type CommonOptions, type Session } from '../session.ts';
import { parseSettings } from '../settingOptions.ts';
import { formatCount } from '../terminal.ts';
import { beginWithOf } from './train.ts';

interface PlanOptions {
  readonly device?: TrainConfig['device'];
  readonly fromModel?: string;
  readonly set?: string[];
}

export function addPlanCommand(program: Command): void {
  program
    .command('plan <project>')
    .description('show what a training would choose by itself, and why; nothing is trained')
    .addOption(new Option('--device <device>', 'where to train').choices(['auto', 'cpu', 'webgpu', 'cuda', 'tfjs']))
    .option('--from-model <id>', 'as if the training began with this model of the project; "none" for random weights')
    .option('--set <name=value...>', 'as if the training had these settings')
    .action((project: string, options: CommonOptions & PlanOptions) =>
      runInProject(project, options, (session) => showPlan(session, options)),
    );
}

async function showPlan({ client, terminal }: Session, { device = 'auto', set = [], ...options }: PlanOptions) {
  const wishes = parseSettings(set);
  const plan = await client.training.plan({ device, ...beginWithOf(options), config: wishes });
  if (plan.obstacle !== null) terminal.say(obstaclesInEnglish[plan.obstacle]);
  const { trainImages, validationImages, objects, pointsLeftOut } = plan;
  const held = `${formatCount(validationImages)} images are held out to check the model`;
  terminal.say(`Learns from ${formatCount(trainImages)} images with ${formatCount(objects)} objects; ${held}.`);
  if (pointsLeftOut > 0) terminal.say(pointsLeftOutInEnglish(pointsLeftOut, formatCount(pointsLeftOut)));
  terminal.say(reasonText(plan.beginning.reason, reasonsInEnglish));
  for (const { key, value, reason } of plan.choices) {
    if (Object.hasOwn(wishes, key)) terminal.say(`  ${key}=${String(wishes[key])}: As you set it.`);
    else terminal.say(`  ${key}=${String(value)}: ${reasonText(reason, reasonsInEnglish)}`);
  }
  return plan;
}
