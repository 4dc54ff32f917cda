import { doctorHandler } from './doctor.ts';
import { editsHandlers } from './edits.ts';
import { enginesHandlers } from './engines.ts';
import { eventsHandler } from './events.ts';
import { exportHandlers } from './export.ts';
import { filesHandlers } from './files.ts';
import { helloHandler } from './hello.ts';
import { imagesHandlers } from './images.ts';
import { os } from './implementer.ts';
import { importHandlers } from './import.ts';
import { jobsHandlers } from './jobs.ts';
import { labelsHandlers } from './labels.ts';
import { modelsHandlers } from './models.ts';
import { predictHandler } from './predict.ts';
import { projectHandlers } from './project.ts';
import { searchHandlers } from './search.ts';
import { trainingHandlers } from './training.ts';
import { workHandlers } from './work.ts';

/** Every procedure of the contract with its handler: a missing one does not compile. */
export const router = os.router({
  hello: helloHandler,
  events: eventsHandler,
  doctor: doctorHandler,
  engines: enginesHandlers,
  project: projectHandlers,
  files: filesHandlers,
  images: imagesHandlers,
  labels: labelsHandlers,
  edits: editsHandlers,
  work: workHandlers,
  import: importHandlers,
  export: exportHandlers,
  jobs: jobsHandlers,
  training: trainingHandlers,
  search: searchHandlers,
  models: modelsHandlers,
  predict: predictHandler,
});
