import { architectures } from './chinese/architectures.ts';
import { common } from './chinese/common.ts';
import { data } from './chinese/data.ts';
import { doctor } from './chinese/doctor.ts';
import { evaluation } from './chinese/evaluation.ts';
import { filmstrip } from './chinese/filmstrip.ts';
import { frame } from './chinese/frame.ts';
import { gettingStarted } from './chinese/gettingStarted.ts';
import { jobs } from './chinese/jobs.ts';
import { label } from './chinese/label.ts';
import { models } from './chinese/models.ts';
import { modelsPage } from './chinese/modelsPage.ts';
import { neighbours } from './chinese/neighbours.ts';
import { picker } from './chinese/picker.ts';
import { planReasons } from './chinese/planReasons.ts';
import { reports } from './chinese/reports.ts';
import { settingOptions } from './chinese/settingOptions.ts';
import { settingUnits } from './chinese/settingUnits.ts';
import { shapes } from './chinese/shapes.ts';
import { start } from './chinese/start.ts';
import { train } from './chinese/train.ts';
import { trainImport } from './chinese/trainImport.ts';
import { trainSettings } from './chinese/trainSettings.ts';
import { transfer } from './chinese/transfer.ts';
import type { Messages } from './en.ts';

/** Every text of the window in Simplified Chinese. */
export const zhCN: Messages = {
  ...frame,
  architectures,
  common,
  data,
  doctor,
  evaluation,
  filmstrip,
  gettingStarted,
  jobs,
  label,
  models,
  modelsPage,
  neighbours,
  picker,
  planReasons,
  reports,
  settingOptions,
  settingUnits,
  shapes,
  start,
  train,
  trainImport,
  trainSettings,
  transfer,
};
