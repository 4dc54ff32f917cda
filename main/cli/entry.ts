import { Command } from 'commander';
import { version } from '../host/version.ts';
import { addDemoCommand } from './commands/demo.ts';
import { addDoctorCommand } from './commands/doctor.ts';
import { addEvaluateCommand } from './commands/evaluate.ts';
import { addExportCommand } from './commands/export.ts';
import { addImportCommand } from './commands/import.ts';
import { addModelsCommand } from './commands/models.ts';
import { addNewCommand } from './commands/new.ts';
import { addPlanCommand } from './commands/plan.ts';
import { addPredictCommand } from './commands/predict.ts';
import { addReportCommand } from './commands/report.ts';
import { addSearchCommand } from './commands/search.ts';
import { addServeCommand } from './commands/serve.ts';
import { addTrainCommand } from './commands/train.ts';

const program = new Command('maskwright')
  .description('Label images, fine-tune a segmentation model on them, and let it label the rest.')
  .version(version)
  .showHelpAfterError('(add --help for what is understood)');

for (const add of [
  addNewCommand,
  addImportCommand,
  addPlanCommand,
  addTrainCommand,
  addSearchCommand,
  addPredictCommand,
  addEvaluateCommand,
  addModelsCommand,
  addReportCommand,
  addExportCommand,
  addServeCommand,
  addDoctorCommand,
  addDemoCommand,
]) {
  add(program);
}
for (const command of program.commands.flatMap((group) => (group.commands.length > 0 ? group.commands : [group]))) {
  command.option('--json', 'print one JSON object on stdout').option('--verbose', 'write the log to stderr');
}

await program.parseAsync();
