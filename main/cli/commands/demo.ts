import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { correctSuggestions } from '../../sample/correctSuggestions.ts';
import { readSampleTruth } from '../../sample/createSampleProject.ts';
import { runCommand, type CommonOptions, type Session } from '../session.ts';
import { formatCount, formatPercent } from '../terminal.ts';
import { evaluate } from './evaluate.ts';
import { exportCoco } from './export.ts';
import { predict } from './predict.ts';
import { train } from './train.ts';

const firstMinutes = 0.8;
const secondMinutes = 1.4;
const correctedImages = 12;

export function addDemoCommand(program: Command): void {
  program
    .command('demo')
    .description('do the whole job on a generated sample, in under five minutes')
    .option('--out <folder>', 'where to make the sample project and the export; a temporary folder without it')
    .action((options: CommonOptions & { out?: string }) =>
      runCommand(options, async (session) => {
        const out = options.out ?? (await mkdtemp(join(tmpdir(), 'maskwright-demo-')));
        return demonstrate(session, resolve(out));
      }),
    );
}

async function demonstrate(session: Session, out: string) {
  const { client, host, terminal } = session;
  const startedAt = Date.now();

  terminal.say('1. Make a sample project');
  const made = await client.project.createSample({ path: join(out, 'sample') });
  terminal.say(`${made.images} images of cells and crystals, ${made.labelled} labelled, in ${made.path}.`);

  terminal.say('\n2. Fine-tune on what is labelled');
  const first = await train(session, { minutes: firstMinutes });
  terminal.say('Scores on ten test images that training never sees:');
  const before = await evaluate(session, { split: 'test' });

  terminal.say('\n3. Let the model label the rest');
  const predicted = await predict(session, {});

  terminal.say('\n4. Correct what it got wrong');
  const project = host.context.projects.required();
  const truth = await readSampleTruth(project);
  const corrected = await correctSuggestions(client, project, truth, correctedImages);
  terminal.say(
    `On ${corrected.images} images ${formatCount(corrected.accepted)} suggestions were right and accepted, ` +
      `${formatCount(corrected.rejected)} wrong and rejected, ${formatCount(corrected.drawn)} objects drawn anew.`,
  );

  terminal.say('\n5. Fine-tune again, with the corrections');
  const second = await train(session, { minutes: secondMinutes });
  const after = await evaluate(session, { split: 'test' });

  terminal.say('\n6. Label the rest once more and accept what is sure');
  const rest = await predict(session, {});
  const { count } = await client.edits.decideSuggestions({ decision: 'accepted', minScore: 0.9 });
  terminal.say(
    `Accepted ${formatCount(count)} of ${formatCount(rest.suggestions)} suggestions with a score of 90 % or more.`,
  );

  terminal.say('\n7. Export a COCO dataset');
  const exported = await exportCoco(session, join(out, 'coco'), false);

  const seconds = (Date.now() - startedAt) / 1000;
  const scores = { before: before.report.meanDice, after: after.report.meanDice };
  terminal.say(
    `\nDone in ${Math.round(seconds)} s. Dice on the test images: ${formatPercent(scores.before)} before the ` +
      `corrections, ${formatPercent(scores.after)} after.`,
  );
  return { out, seconds, project: made, first, before, predicted, corrected, second, after, rest, exported, scores };
}
