import { importRemarksInEnglish as importRemarks } from '../../app/contract/importRemarks.ts';
import { aids } from './english/aids.ts';
import { architectures } from './english/architectures.ts';
import { common } from './english/common.ts';
import { comparison } from './english/comparison.ts';
import { data } from './english/data.ts';
import { details } from './english/details.ts';
import { display } from './english/display.ts';
import { doctor } from './english/doctor.ts';
import { evaluation } from './english/evaluation.ts';
import { filmstrip } from './english/filmstrip.ts';
import { frame } from './english/frame.ts';
import { gettingStarted } from './english/gettingStarted.ts';
import { history } from './english/history.ts';
import { imageList } from './english/imageList.ts';
import { jobs } from './english/jobs.ts';
import { label } from './english/label.ts';
import { layout } from './english/layout.ts';
import { models } from './english/models.ts';
import { modelsPage } from './english/modelsPage.ts';
import { neighbours } from './english/neighbours.ts';
import { picker } from './english/picker.ts';
import { planReasons } from './english/planReasons.ts';
import { points } from './english/points.ts';
import { reports } from './english/reports.ts';
import { review } from './english/review.ts';
import { settingOptions } from './english/settingOptions.ts';
import { settingUnits } from './english/settingUnits.ts';
import { settingsPage } from './english/settingsPage.ts';
import { shapes } from './english/shapes.ts';
import { start } from './english/start.ts';
import { train } from './english/train.ts';
import { trainImport } from './english/trainImport.ts';
import { trainSettings } from './english/trainSettings.ts';
import { transfer } from './english/transfer.ts';
import { workReport } from './english/workReport.ts';

/** Every text of the window in English, by part of the window. Other languages have the same type. */
export const en = {
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

export type Messages = typeof en;
