import { aids } from './chinese/aids.ts';
import { architectures } from './chinese/architectures.ts';
import { common } from './chinese/common.ts';
import { comparison } from './chinese/comparison.ts';
import { data } from './chinese/data.ts';
import { details } from './chinese/details.ts';
import { display } from './chinese/display.ts';
import { doctor } from './chinese/doctor.ts';
import { evaluation } from './chinese/evaluation.ts';
import { filmstrip } from './chinese/filmstrip.ts';
import { frame } from './chinese/frame.ts';
import { gettingStarted } from './chinese/gettingStarted.ts';
import { history } from './chinese/history.ts';
import { imageList } from './chinese/imageList.ts';
import { importRemarks } from './chinese/importRemarks.ts';
import { jobs } from './chinese/jobs.ts';
import { label } from './chinese/label.ts';
import { layout } from './chinese/layout.ts';
import { models } from './chinese/models.ts';
import { modelsPage } from './chinese/modelsPage.ts';
import { neighbours } from './chinese/neighbours.ts';
import { picker } from './chinese/picker.ts';
import { planReasons } from './chinese/planReasons.ts';
import { points } from './chinese/points.ts';
import { reports } from './chinese/reports.ts';
import { review } from './chinese/review.ts';
import { settingOptions } from './chinese/settingOptions.ts';
import { settingUnits } from './chinese/settingUnits.ts';
import { settingsPage } from './chinese/settingsPage.ts';
import { shapes } from './chinese/shapes.ts';
import { start } from './chinese/start.ts';
import { train } from './chinese/train.ts';
import { trainImport } from './chinese/trainImport.ts';
import { trainSettings } from './chinese/trainSettings.ts';
import { transfer } from './chinese/transfer.ts';
import { workReport } from './chinese/workReport.ts';
import type { Messages } from './en.ts';

/** Every text of the window in Simplified Chinese. */
export const zhCN: Messages = {
  ...frame,
  aids,
  architectures,
  common,
  comparison,
  data,
  details,
  display,
  doctor,
  evaluation,
  filmstrip,
  gettingStarted,
  history,
  imageList,
  importRemarks,
  jobs,
  label,
  layout,
  models,
  modelsPage,
  neighbours,
  picker,
  planReasons,
  points,
  reports,
  review,
  settingOptions,
  settingUnits,
  settingsPage,
  shapes,
  start,
  train,
  trainImport,
  trainSettings,
  transfer,
  workReport,
};
