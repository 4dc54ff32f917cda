import { resolve } from 'node:path';
import { Option, type Command } from 'commander';
import { runInProject, type CommonOptions, type Session } from '../session.ts';
import { formatCount } from '../terminal.ts';

interface ExportOptions extends CommonOptions {
  readonly format: 'coco';
  readonly out: string;
  readonly copyImages?: boolean;
}

export function addExportCommand(program: Command): void {
  program
    .command('export <project>')
    .description('write what is accepted as a dataset')
    .addOption(new Option('--format <format>', 'format of the dataset').choices(['coco']).makeOptionMandatory())
    .requiredOption('--out <folder>', 'folder to write into')
    .option('--copy-images', 'copy the images beside the annotations')
    .action((project: string, options: ExportOptions) =>
      runInProject(project, options, (session) => exportCoco(session, options.out, options.copyImages === true)),
    );
}

export async function exportCoco({ client, terminal, finish }: Session, out: string, copyImages: boolean) {
  const job = await client.export.coco({ folder: resolve(out), copyImages });
  const result = await finish(job, 'exportCoco');
  terminal.say(
    `Wrote ${formatCount(result.objects)} objects on ${formatCount(result.images)} images to ${result.file} ` +
      `(${formatCount(result.polygons)} polygons, ${formatCount(result.masks)} masks), read back and found equal.`,
  );
  return result;
}
