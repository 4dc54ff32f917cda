import { architectures } from './english/architectures.ts';
import { common } from './english/common.ts';
import { data } from './english/data.ts';
import { doctor } from './english/doctor.ts';
import { evaluation } from './english/evaluation.ts';
import { filmstrip } from './english/filmstrip.ts';
import { frame } from './english/frame.ts';
import { gettingStarted } from './english/gettingStarted.ts';
import { jobs } from './english/jobs.ts';
import { label } from './english/label.ts';
import { models } from './english/models.ts';
import { modelsPage } from './english/modelsPage.ts';
import { neighbours } from './english/neighbours.ts';
import { picker } from './english/picker.ts';
import { planReasons } from './english/planReasons.ts';
import { reports } from './english/reports.ts';
import { settingOptions } from './english/settingOptions.ts';
import { settingUnits } from './english/settingUnits.ts';
import { shapes } from './english/shapes.ts';
import { start } from './english/start.ts';
import { train } from './english/train.ts';
import { trainImport } from './english/trainImport.ts';
import { trainSettings } from './english/trainSettings.ts';
import { transfer } from './english/transfer.ts';

/** Every text of the window in English, by part of the window. Other languages have the same type. */
export const en = {
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

export type Messages = typeof en;
