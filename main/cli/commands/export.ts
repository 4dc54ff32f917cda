import { resolve } from 'node:path';
import { Option, type Command } from 'commander';
import { AppError } from '../../../app/contract/errors.ts';
import { exportForm, type ExportForm } from '../../../app/deployment/exportedModel.ts';
import { reportLines } from '../../../app/deployment/exportReadme.ts';
import { latencyLines } from '../latencyLines.ts';
import { runInProject, type CommonOptions, type Session } from '../session.ts';
import { formatCount } from '../terminal.ts';

interface ExportOptions extends CommonOptions {
  readonly format?: 'coco' | 'onnx';
  readonly out: string;
  readonly copyImages?: boolean;
  readonly model?: string;
  readonly form?: ExportForm;
  readonly largestLoss?: number;
  readonly latency?: boolean;
}

export function addExportCommand(program: Command): void {
  program
    .command('export <project>')
    .description('write what is accepted as a dataset, or a model for use elsewhere')
    .addOption(new Option('--format <format>', 'of a dataset or a model').choices(['coco', 'onnx']))
    .requiredOption('--out <folder>', 'folder to write into')
    .option('--copy-images', 'coco: copy the images beside the annotations')
    .option('--model <id>', 'onnx: a model of the project, or "latest" for the one in use')
    .addOption(new Option('--form <form>', 'onnx: what its numbers are').choices(exportForm.options))
    .addOption(
      new Option('--largest-loss <dice>', 'onnx: write nothing where it costs more Dice on held-out images').argParser(
        lossOf,
      ),
    )
    .option('--latency', 'onnx: measure how long the model takes, as trained, on every device that works')
    .action((project: string, options: ExportOptions) =>
      runInProject(project, options, (session) => {
        const isModel = options.model !== undefined || options.form !== undefined;
        const format = options.format ?? (isModel ? 'onnx' : undefined);
        if (format === 'onnx') return exportModel(session, options);
        if (format === 'coco' && !isModel) return exportCoco(session, options.out, options.copyImages === true);
        throw new AppError('INVALID_INPUT', 'Say what to export: "--format coco", or "--format onnx" for a model.');
      }),
    );
}

function lossOf(text: string): number {
  const loss = Number(text);
  if (text.trim() !== '' && loss >= 0 && loss <= 1) return loss;
  throw new AppError('INVALID_INPUT', `"${text}" is no loss of Dice; give a number from 0 to 1, such as 0.01.`);
}

export async function exportCoco({ client, terminal, finish }: Session, out: string, copyImages: boolean) {
  const job = await client.export.coco({ folder: resolve(out), copyImages });
  const result = await finish(job, 'exportCoco');
  const points = result.points > 0 ? `, ${formatCount(result.points)} of points` : '';
  terminal.say(
    `Wrote ${formatCount(result.objects)} objects on ${formatCount(result.images)} images to ${result.file} ` +
      `(${formatCount(result.polygons)} polygons, ${formatCount(result.masks)} masks${points}), read back and found equal.`,
  );
  return result;
}

async function exportModel({ client, terminal, finish }: Session, options: ExportOptions) {
  const { model: modelId = 'latest', form = 'float32', largestLoss = 1 } = options;
  const { exportId, report } = await finish(await client.export.model({ modelId, form }), 'exportModel');
  for (const line of reportLines(report)) terminal.say(line);
  const { dice = null, float32Dice = null } = report.score ?? {};
  const loss = dice === null || float32Dice === null ? 0 : float32Dice - dice;
  if (loss > largestLoss) {
    await client.export.discardModel({ exportId });
    const sentence = `The model loses ${loss.toFixed(4)} Dice as ${form}, more than ${largestLoss}; nothing was written.`;
    throw new AppError('EXPORT_MISMATCH', sentence);
  }
  const { folder } = await client.export.keepModel({ exportId, folder: resolve(options.out) });
  terminal.say(`Wrote model.onnx, card.json and README.md to ${folder}.`);
  if (options.latency !== true) return { kind: 'exportModel', folder, report };
  const { latencies } = await finish(await client.models.measureLatency({ modelId }), 'latency');
  for (const line of latencyLines(latencies)) terminal.say(line);
  return { kind: 'exportModel', folder, report, latencies };
}
