import { benchTrainingStep, type TrainingStepOptions } from './trainingStep.ts';
import type { TrainingCaseName } from './trainingCases.ts';

/** The process of one network: `node measureStep.ts <name> <options as JSON>` sends its measurement to its parent. */
const [, , name = '', options = '{}'] = process.argv;
const measurement = await benchTrainingStep(name as TrainingCaseName, JSON.parse(options) as TrainingStepOptions);
process.send?.(measurement, () => process.exit());
