import { eventIterator, oc, type } from '@orpc/contract';
import * as v from 'valibot';
import type { DeviceLatency } from '../deployment/deviceLatency.ts';
import { exportForm } from '../deployment/exportedModel.ts';
import { attributeDefinition, recordDiff } from '../model/recordSchemas.ts';
import type { LabelRecord, RunId } from '../model/records.ts';
import type { HostEvent } from './events.ts';
import type { HistoryJump, HistoryPage, UndoneEdit } from './historyViews.ts';
import type { ImportedModel } from './importMessages.ts';
import type { Job } from './jobs.ts';
import {
  comparedSets,
  scoredSets,
  type EvaluatedImages,
  type ImagePrediction,
  type LearningCurves,
  type LineageNode,
  type ModelRemoval,
  type ModelScores,
  type ModelUse,
} from './modelViews.ts';
import type { Search } from './searchViews.ts';
import type { WorkReport } from './workViews.ts';
import { searchStrategies } from '../training/search/strategies.ts';
import type {
  DoctorReport,
  FolderListing,
  Hello,
  HistoryState,
  ImageSummary,
  ModelSummary,
  OpenImage,
  PlannedBeginning,
  ProjectSummary,
  RecentProject,
  RunDetails,
  RunSummary,
  TrainingPlan,
} from './views.ts';
import { device, sessionDevice, type DeviceSpeed } from './workerMessages.ts';

/**
 * Every procedure between a window (or the command line) and the host. Inputs are validated on arrival; long work
 * answers at once with its job. Failures carry a code of errors.ts and one sentence for the person.
 */

const text = v.pipe(v.string(), v.minLength(1));
const path = v.pipe(text, v.maxLength(4096));
const natural = v.pipe(v.number(), v.integer(), v.minValue(0));
const score = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const split = v.picklist(['train', 'val', 'test']);
/** Side by side. */
const someModels = v.pipe(v.array(text), v.minLength(1), v.maxLength(8));
const modelChoice = v.optional(text, 'latest');
const trainingDevice = v.optional(v.picklist(['auto', ...device.options]), 'auto');
const predictionDevice = v.optional(v.picklist(['auto', ...sessionDevice.options]), 'auto');
/** Names a folder of the project's cache. */
const exportId = v.pipe(v.string(), v.uuid());
/** A model of the project to begin with; `null`: none. Absent: the one in use, where it is fit. */
const beginWith = v.optional(v.nullable(text));
/** Other fields of the described configuration; unknown ones are refused. */
const trainingSettings = v.optional(v.record(v.string(), v.unknown()), {});
const trainingWishes = v.object({
  minutes: v.optional(v.pipe(v.number(), v.gtValue(0))),
  steps: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  device: trainingDevice,
  seed: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  beginWith,
  config: trainingSettings,
});
/** Names the window, so that it can tell its own edits in the event stream. */
const clientId = v.optional(v.string(), '');

/** How long the person worked on a gesture; absent where it was not measured. */
const activeMs = v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(86_400_000)));
const lastDays = v.optional(v.nullable(v.pipe(natural, v.minValue(1), v.maxValue(36_500))), null);

export const contract = {
  hello: oc.output(type<Hello>()),
  /** First yields the present state of running jobs, then everything as it happens. */
  events: oc.output(eventIterator(type<HostEvent>())),
  doctor: oc.output(type<DoctorReport>()),

  engines: {
    /** Measures for about five seconds each how fast devices train; by default every one that the doctor found to work. */
    testSpeed: oc.input(v.object({ devices: v.optional(v.array(device)) })).output(type<Job>()),
    /** What speed tests measured so far. */
    speeds: oc.output(type<readonly DeviceSpeed[]>()),
    /** Fetches an engine that does not come with the program into a folder of its own. */
    install: oc.input(v.object({ engine: v.picklist(['tfjs-gpu']) })).output(type<Job>()),
  },

  project: {
    create: oc.input(v.object({ path, name: v.optional(text) })).output(type<ProjectSummary>()),
    open: oc.input(v.object({ path })).output(type<ProjectSummary>()),
    close: oc.output(type<null>()),
    /** A generated project to try the whole job on; `path` defaults to a fresh folder below the default folder. */
    createSample: oc.input(v.object({ path: v.optional(path) })).output(type<ProjectSummary>()),
    recent: oc.output(type<readonly RecentProject[]>()),
    forgetRecent: oc.input(v.object({ path })).output(type<null>()),
    summary: oc.output(type<ProjectSummary>()),
  },

  /** The host's folders, for a page without native dialogs. `path` absent: the default folder. */
  files: {
    list: oc.input(v.object({ path: v.optional(path) })).output(type<FolderListing>()),
  },

  images: {
    /** In natural order of their names. */
    list: oc.output(type<readonly ImageSummary[]>()),
    /** How many objects and suggestions of the label each image has; images without any are not named. */
    withLabel: oc.input(v.object({ labelId: text })).output(type<Readonly<Record<string, number>>>()),
    open: oc.input(v.object({ imageId: text })).output(type<OpenImage>()),
    /** Removes images from the project with their annotations; files outside the project folder are not touched. */
    remove: oc.input(v.object({ imageIds: v.array(text) })).output(type<null>()),
  },

  labels: {
    list: oc.output(type<readonly LabelRecord[]>()),
    /** Removes a label with its objects on every image, as one gesture that can be undone. */
    remove: oc
      .input(v.object({ labelId: text }))
      .output(type<{ readonly objects: number; readonly history: HistoryState }>()),
    /** Gives a label other attributes, as one gesture. `objects`: how many, on every image, lost values or had them renamed. */
    setAttributes: oc
      .input(v.object({ labelId: text, attributes: v.array(attributeDefinition) }))
      .output(type<{ readonly objects: number; readonly history: HistoryState }>()),
  },

  edits: {
    /** Commits one finished gesture in one transaction. `description`: "Draw polygon". */
    commit: oc
      .input(v.object({ clientId, description: text, diff: recordDiff, activeMs }))
      .output(type<{ readonly sequence: number; readonly history: HistoryState }>()),
    /** Undoes the newest gesture, wherever it was made; `imageId` is where to look. `null`: nothing to undo. */
    undo: oc.input(v.object({ clientId })).output(type<UndoneEdit | null>()),
    redo: oc.input(v.object({ clientId })).output(type<UndoneEdit | null>()),
    history: oc.output(type<HistoryState>()),
    /** The gestures of the history, newest first; of one image or all. */
    list: oc
      .input(
        v.object({
          offset: v.optional(natural, 0),
          limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(500)), 100),
          imageId: v.optional(text),
        }),
      )
      .output(type<HistoryPage>()),
    /**
     * Undoes or redoes in one transaction until this gesture is the newest that is not undone; 0: undoes all. `null`:
     * it was already. Throws NOT_FOUND for a gesture that the history does not have.
     */
    goTo: oc.input(v.object({ clientId, sequence: natural })).output(type<HistoryJump | null>()),
    /** Decides suggestions of all images (or one) with at least `minScore`, as one gesture. */
    decideSuggestions: oc
      .input(
        v.object({
          clientId,
          decision: v.picklist(['accepted', 'rejected']),
          minScore: v.optional(score, 0),
          imageId: v.optional(text),
          activeMs,
        }),
      )
      .output(type<{ readonly count: number; readonly history: HistoryState }>()),
  },

  work: {
    /** How people worked on objects in the last days, today among them; by default at any time. */
    report: oc.input(v.object({ days: lastDays })).output(type<WorkReport>()),
    /** The same as a CSV file in a folder; answers its path. */
    save: oc.input(v.object({ days: lastDays, folder: path })).output(type<string>()),
  },

  import: {
    images: oc
      .input(v.object({ paths: v.array(path), copy: v.optional(v.boolean(), false), split: v.optional(split) }))
      .output(type<Job>()),
    coco: oc.input(v.object({ file: path })).output(type<Job>()),
    masks: oc
      .input(
        v.object({
          folder: path,
          /** Label of every object; or `labels` says it by pixel value or folder name. */
          label: v.optional(text),
          labels: v.optional(v.record(v.string(), text)),
          /** Foreground is a value above it; 0-255 or 0-65535. Absent: above 0, where a mask has only two values. */
          threshold: v.optional(v.pipe(v.number(), v.minValue(0))),
          invert: v.optional(v.boolean(), false),
          /** Every value but 0 is one object. */
          ids: v.optional(v.boolean(), false),
        }),
      )
      .output(type<Job>()),
  },

  export: {
    coco: oc.input(v.object({ folder: path, copyImages: v.optional(v.boolean(), false) })).output(type<Job>()),
    /** Makes an export of a model and measures it; the result's `exportId` is for one of the next two. */
    model: oc.input(v.object({ modelId: modelChoice, form: v.optional(exportForm, 'float32') })).output(type<Job>()),
    /** Puts a made export into a folder: `model.onnx`, `card.json` and `README.md`. */
    keepModel: oc.input(v.object({ exportId, folder: path })).output(type<KeptExport>()),
    discardModel: oc.input(v.object({ exportId })).output(type<null>()),
  },

  jobs: {
    list: oc.output(type<readonly Job[]>()),
    cancel: oc.input(v.object({ jobId: text })).output(type<null>()),
    dismiss: oc.input(v.object({ jobId: text })).output(type<null>()),
  },

  training: {
    /**
     * What one press of the button would do, with the reason of every choice. Wishes are not in it, but what follows from
     * them is: whether training can go on from an earlier model.
     */
    plan: oc
      .input(v.object({ device: trainingDevice, beginWith, config: trainingSettings }))
      .output(type<TrainingPlan>()),
    /** What a start with these settings would make of the model of another program that they name (`fromModel`). */
    inspect: oc.input(v.object({ config: v.record(v.string(), v.unknown()) })).output(type<ImportedModel>()),
    /** Pictures of cut-outs that a start with these settings would learn from, changed and outlined, by their addresses. */
    cutOuts: oc.input(trainingWishes).output(type<readonly string[]>()),
    /** The same as PNG files in a folder; answers their paths. */
    saveCutOuts: oc.input(v.object({ ...trainingWishes.entries, folder: path })).output(type<readonly string[]>()),
    start: oc
      .input(trainingWishes)
      .output(type<{ readonly runId: RunId; readonly beginning: PlannedBeginning; readonly job: Job }>()),
    /** Ends the run and keeps its best model. */
    stop: oc.input(v.object({ runId: text })).output(type<null>()),
    /** Goes on with an interrupted run from its last checkpoint; `config` changes settings that it allows to change. */
    resume: oc
      .input(v.object({ runId: text, config: v.optional(v.record(v.string(), v.unknown()), {}) }))
      .output(type<Job>()),
    runs: oc.output(type<readonly RunSummary[]>()),
    run: oc.input(v.object({ runId: text })).output(type<RunDetails>()),
  },

  search: {
    /** Trains many times with other settings (`space`, by name: a range or a list of values) and compares the scores. */
    start: oc
      .input(
        v.object({
          space: v.record(v.string(), v.unknown()),
          strategy: v.optional(v.picklist(searchStrategies), 'bayesian'),
          trials: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000))),
          minutes: v.optional(v.pipe(v.number(), v.gtValue(0))),
          trialMinutes: v.optional(v.pipe(v.number(), v.gtValue(0))),
          trialSteps: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
          prunes: v.optional(v.boolean(), true),
          device: trainingDevice,
          seed: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0)), 1),
          /** Of every trial; one that varies the network begins at random unless this names a model. */
          beginWith,
          /** Settings that all trials have in common. */
          config: v.optional(v.record(v.string(), v.unknown()), {}),
        }),
      )
      .output(type<{ readonly searchId: string; readonly job: Job }>()),
    /** Goes on with a search that was stopped or interrupted, with the trial that was under way. */
    resume: oc.input(v.object({ searchId: text })).output(type<Job>()),
    list: oc.output(type<readonly Search[]>()),
  },

  models: {
    list: oc.output(type<readonly ModelSummary[]>()),
    /** Every model that is or was there, newest first, with where it comes from. */
    lineage: oc.output(type<readonly LineageNode[]>()),
    /** Pre-annotation and the next fine-tuning use it from now on. */
    use: oc.input(v.object({ modelId: text })).output(type<ModelUse>()),
    describe: oc
      .input(
        v.object({
          modelId: text,
          name: v.optional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200))),
          note: v.optional(v.pipe(v.string(), v.maxLength(4000))),
        }),
      )
      .output(type<null>()),
    /** What `remove` would take away. */
    removal: oc.input(v.object({ modelId: text })).output(type<ModelRemoval>()),
    /** Deletes a model and its files. Throws JOB_RUNNING while something reads it. */
    remove: oc.input(v.object({ modelId: text })).output(type<ModelRemoval>()),
    /** Scores models on the same images, as far as they are not yet. */
    score: oc
      .input(v.object({ modelIds: someModels, set: v.optional(v.picklist(scoredSets), 'val') }))
      .output(type<Job>()),
    /** What was scored so far, side by side. */
    scores: oc
      .input(v.object({ modelIds: someModels, set: v.optional(v.picklist(scoredSets), 'val') }))
      .output(type<ModelScores>()),
    /** Finds on which images two models see different things. */
    flicker: oc
      .input(v.object({ modelIds: v.tuple([text, text]), set: v.optional(v.picklist(comparedSets), 'all') }))
      .output(type<Job>()),
    /** How scores grow with labelled objects. */
    curve: oc.output(type<LearningCurves>()),
    /** Trains on growing parts of what is labelled; `minutes` or `steps` are those of each training. */
    measureCurve: oc
      .input(
        v.object({
          minutes: v.optional(v.nullable(v.pipe(v.number(), v.gtValue(0))), null),
          steps: v.optional(v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1))), null),
          repeats: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(5)), 1),
        }),
      )
      .output(type<Job>()),
    /** What a model finds on one image; nothing is stored but in the cache. */
    predictions: oc.input(v.object({ modelId: text, imageId: text })).output(type<ImagePrediction>()),
    evaluate: oc
      .input(v.object({ modelId: modelChoice, split: v.optional(v.picklist(['val', 'test', 'all']), 'val') }))
      .output(type<Job>()),
    /** Measures how long a model takes for a tile; by default on every device that works. */
    measureLatency: oc
      .input(v.object({ modelId: modelChoice, devices: v.optional(v.array(sessionDevice)) }))
      .output(type<Job>()),
    /** What was measured so far. */
    latencies: oc.input(v.object({ modelId: modelChoice })).output(type<readonly DeviceLatency[]>()),
    /** What the latest evaluation on these images found, the worst images first. NOT_FOUND where it is not kept. */
    evaluatedImages: oc
      .input(
        v.object({
          modelId: text,
          split: v.picklist(['val', 'test', 'all']),
          offset: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0)), 0),
          limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(200)), 60),
        }),
      )
      .output(type<EvaluatedImages>()),
  },

  predict: oc
    .input(
      v.object({
        modelId: modelChoice,
        /** Which images: all without accepted objects, all, or the named ones. */
        images: v.optional(v.union([v.picklist(['unlabelled', 'all']), v.array(text)]), 'unlabelled'),
        /** Accept every suggestion at once. */
        accept: v.optional(v.boolean(), false),
        device: predictionDevice,
      }),
    )
    .output(type<Job>()),
};

export interface KeptExport {
  readonly folder: string;
  /** Programs that run the model on one image, as in its README. */
  readonly snippets: { readonly python: string; readonly typescript: string };
}
