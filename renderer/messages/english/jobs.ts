/** Long work: the jobs button, its panel, and the sentences of results. */
export const jobs = {
  title: 'Jobs',
  running: (count: number, shown: string) => (count === 1 ? '1 job is running' : `${shown} jobs are running`),
  noneRunning: 'No job is running',
  empty: 'Imports, trainings and exports appear here, with their results.',
  dismissAll: 'Dismiss finished',
  dismiss: 'Dismiss',
  cancel: 'Cancel',
  cancelling: 'Ending…',
  stop: 'Stop',
  states: { running: 'Running', cancelling: 'Ending', succeeded: 'Done', failed: 'Failed', cancelled: 'Cancelled' },
  left: (duration: string) => `${duration} left`,
  took: (duration: string) => `took ${duration}`,
  units: {
    images: 'images',
    objects: 'objects',
    steps: 'steps',
    trials: 'trials',
    files: 'files',
    packages: 'packages',
    seconds: 'seconds',
  },
  progress: (done: string, total: string, unit: string) => `${done} of ${total} ${unit}`,
  progressOpen: (done: string, unit: string) => `${done} ${unit}`,
  rate: (perSecond: string, unit: string) => `${perSecond} ${unit}/s`,
  ratePerMinute: (perMinute: string, unit: string) => `${perMinute} ${unit}/min`,
  cancelledText: 'Cancelled. What was finished before is kept.',
  show: 'Show',
  refused: (count: number, shown: string) => (count === 1 ? '1 was not taken' : `${shown} were not taken`),
  refusedImages: (count: number, shown: string) =>
    count === 1 ? '1 image could not be taken' : `${shown} images could not be taken`,
  leftOut: (count: number, shown: string) => (count === 1 ? '1 object was left out' : `${shown} objects were left out`),
  notUsed: (count: number, shown: string) => (count === 1 ? '1 could not be used' : `${shown} could not be used`),
  andProblem: (before: string, problem: string) => `${before}, ${problem}`,
  withRefused: (text: string, refused: string) => `${text} ${refused}.`,
  duplicates: (count: number, shown: string) =>
    count === 1 ? '1 is in the project already' : `${shown} are in the project already`,
  copyList: 'Copy the list',
  copyPath: 'Copy path',
  reveal: 'Show in folder',
  review: 'Review suggestions',
  openTraining: 'See the training',
  results: {
    importImages: (images: string) => `${images} imported.`,
    importAnnotations: (objects: string, images: string) => `${objects} on ${images} imported.`,
    alreadyPresent: (count: number, shown: string) =>
      count === 1
        ? '1 object was there already, with the same label and pixels.'
        : `${shown} objects were there already, with the same label and pixels.`,
    negatives: (count: number, shown: string) =>
      count === 1
        ? '1 image is said to have no objects: it is marked done.'
        : `${shown} images are said to have no objects: they are marked done.`,
    newLabels: (names: string) => `New labels: ${names}.`,
    exportCoco: (objects: string, images: string) => `${objects} of ${images} exported.`,
    exportChecked: (polygons: string, masks: string) =>
      `Read back and compared: every mask is equal (${polygons} as polygons, ${masks} as run-length masks).`,
    train: (dice: string, steps: string) =>
      `The new model reaches a Dice of ${dice} on held-out images (${steps} steps).`,
    trainReasons: {
      steps: 'All planned steps were done.',
      minutes: 'The time that you gave it was up.',
      converged: 'It ended early, because it did not get better any more.',
      stopped: 'You stopped it; its best state is kept.',
    },
    trainCompared: (previous: string, next: string, images: string) =>
      `On the same ${images}: Dice ${previous} before, ${next} now.`,
    trainComparedObjects: (previous: string, next: string) =>
      `Objects found with tight outlines, which decide: ${previous} before, ${next} now.`,
    trainInUse: 'It is in use from now on.',
    trainNotInUse: 'It is not better, so the previous model stays in use.',
    search: {
      dice: (trials: string, score: string) => `${trials} tried; the best settings reach a Dice of ${score}.`,
      objects: (trials: string, score: string) =>
        `${trials} tried; with the best settings ${score} of objects are found.`,
    },
    searchPruned: (count: number, shown: string) =>
      count === 1 ? '1 hopeless trial ended early.' : `${shown} hopeless trials ended early.`,
    trials: (count: number, shown: string) => (count === 1 ? '1 setting' : `${shown} settings`),
    predict: (suggestions: string, images: string) => `${suggestions} on ${images}.`,
    predictAccepted: 'All of them were accepted.',
    suggestions: (count: number, shown: string) => (count === 1 ? '1 suggestion' : `${shown} suggestions`),
    evaluate: (dice: string, images: string) => `Mean Dice ${dice} on ${images}.`,
    scoreModels: (models: string, images: string) => `${models} models are scored on ${images}.`,
    learningCurve: (done: string, all: string) => `${done} of ${all} trainings of the learning curve are done.`,
    flicker: (changed: string, images: string) => `Objects differ on ${changed} of ${images}.`,
    exportModel: (form: string, size: string) => `Made as ${form}, ${size}.`,
    exportScore: (dice: string, before: string) => `Dice ${dice} on held-out images, ${before} in float32.`,
    latency: (ms: string, side: string, rate: string) => `${ms} ms for ${side} × ${side} pixels, ${rate} MP/s`,
    latencyFailed: (reason: string) => `failed: ${reason}`,
    installEngine: (folder: string) => `Installed in ${folder}.`,
  },
};
