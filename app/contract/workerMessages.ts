import * as v from 'valibot';
import { runRemedy } from '../training/runFailure.ts';
import { runNotice } from '../training/runNotices.ts';
import { errorCodes } from './errors.ts';

/**
 * What the host and its worker processes say to each other, as JSON over Node's IPC channel. Bulk bytes never travel
 * here: they are files whose paths are named. Every worker also answers `{ kind: 'ping' }` with `{ kind: 'pong' }`.
 */

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const displayWindow = v.object({ low: v.number(), high: v.number() });
const pixelBox = v.object({ x: v.number(), y: v.number(), width: v.number(), height: v.number() });
/** What onnxruntime runs a network on. */
export const sessionDevice = v.picklist(['cpu', 'webgpu', 'cuda']);
export type SessionDevice = v.InferOutput<typeof sessionDevice>;
/** What a network is trained on: one of those, or a graphics card by tfjs with its native library. */
export const device = v.picklist([...sessionDevice.options, 'tfjs']);
export type Device = v.InferOutput<typeof device>;

/** Why a device was not taken, in plain words. */
export const deviceTrial = v.object({ device, usable: v.boolean(), reason: v.string() });
export type DeviceTrial = v.InferOutput<typeof deviceTrial>;

const timestamp = count;
/** What the test of one device found. */
export const deviceFinding = v.object({
  device,
  works: v.boolean(),
  /** Than the processor, by far enough to see in a moment; `null` where they were not compared. */
  faster: v.nullable(v.boolean()),
  reason: v.string(),
  /** What a person can do about it; empty where nothing is to be done. */
  fix: v.string(),
  triedAt: timestamp,
});
export type DeviceFinding = v.InferOutput<typeof deviceFinding>;

/** How fast one device trains a small network. */
export const deviceSpeed = v.variant('kind', [
  v.object({
    kind: v.literal('measured'),
    device,
    stepsPerSecond: v.pipe(v.number(), v.gtValue(0), v.finite()),
    cutOutsPerSecond: v.pipe(v.number(), v.gtValue(0), v.finite()),
    measuredAt: timestamp,
  }),
  v.object({ kind: v.literal('failed'), device, reason: v.string(), measuredAt: timestamp }),
]);
export type DeviceSpeed = v.InferOutput<typeof deviceSpeed>;

/** What the host remembers of this machine's devices, each at most once in either list. */
export const deviceMemory = v.object({ findings: v.array(deviceFinding), speeds: v.array(deviceSpeed) });
export type DeviceMemory = v.InferOutput<typeof deviceMemory>;

/** What a worker learnt of a device on the way to its work, for the host to remember. */
const deviceFound = { kind: v.literal('deviceFound'), finding: deviceFinding };
/** A device that was taken and failed: whatever is remembered of it is not to be trusted. */
const deviceFailed = { kind: v.literal('deviceFailed'), device };

// ---- training worker: `node workers/training/entry.ts <run folder> [<DeviceMemory as JSON>]` ------------------------

export const trainingCommand = v.variant('kind', [
  v.object({ kind: v.literal('ping') }),
  /** End now, keep the best model so far. */
  v.object({ kind: v.literal('stop') }),
]);
export type TrainingCommand = v.InferOutput<typeof trainingCommand>;

export const trainingMessage = v.variant('kind', [
  v.object({ kind: v.literal('pong') }),
  v.object(deviceFound),
  v.object(deviceFailed),
  v.object({
    kind: v.literal('started'),
    device,
    trials: v.array(deviceTrial),
    parameterCount: count,
    /** Planned steps; `null` where only time bounds the run. */
    steps: v.nullable(count),
    /** First step of this process: above 0 after a resume. */
    firstStep: count,
    trainImages: count,
    validationImages: count,
  }),
  v.object({
    kind: v.literal('step'),
    step: count,
    loss: v.number(),
    learningRate: v.number(),
    stepMs: v.number(),
    dataWaitMs: v.number(),
    /** 0-1, of the whole run, by steps or by time, whichever is further. */
    progress: v.number(),
    secondsLeft: v.nullable(v.number()),
  }),
  v.object({
    kind: v.literal('validation'),
    step: count,
    loss: v.number(),
    /** Mean over labels present; 0-1. */
    dice: v.number(),
    dicePerLabel: v.record(v.string(), v.nullable(v.number())),
    /** Found objects where touching ones are told apart: TP / (TP + FP + FN), mean over IoU 0.5-0.95 and at 0.5. */
    objects: v.exactOptional(v.object({ mean: v.number(), atHalf: v.number() })),
    best: v.boolean(),
  }),
  /** `file` (in the run folder) is the class map of `imageId` as a run-length list; see previews in the run folder. */
  v.object({ kind: v.literal('preview'), step: count, imageId: v.string(), file: v.string() }),
  v.object({ kind: v.literal('checkpoint'), step: count, file: v.string() }),
  v.object({
    kind: v.literal('finished'),
    reason: v.picklist(['steps', 'minutes', 'converged', 'stopped']),
    steps: count,
    bestStep: count,
    bestDice: v.number(),
    durationMs: v.number(),
  }),
  v.object({ kind: v.literal('notice'), notice: runNotice }),
  /** One sentence for the person, the cause for the log. */
  v.object({
    kind: v.literal('failed'),
    code: v.picklist(errorCodes),
    message: v.string(),
    cause: v.string(),
    /** Whether a resume can help; with `remedy` where it should take other settings. */
    canGoOn: v.boolean(),
    remedy: v.nullable(runRemedy),
  }),
]);
export type TrainingMessage = v.InferOutput<typeof trainingMessage>;

// ---- image worker: `node workers/images/entry.ts` ------------------------------------------------------------------

/** How the pixels of one mask file become objects. Values are stored ones; a colour is `r * 65536 + g * 256 + b`. */
export const maskReading = v.variant('kind', [
  v.object({
    /** Foreground: a value above `threshold`; or, `inverted`, not above it. Colours count by their largest channel. */
    kind: v.literal('foreground'),
    /** `null`: above 0, and only where that is beyond doubt because the file holds no more than two values. */
    threshold: v.nullable(v.number()),
    inverted: v.boolean(),
    /** One object per connected component, or one in all. */
    split: v.boolean(),
  }),
  /** Every value but 0 is one object. */
  v.object({ kind: v.literal('ids') }),
  /** Only these values; every connected component is one object, or, unsplit, every value. */
  v.object({ kind: v.literal('values'), values: v.array(count), colour: v.boolean(), split: v.boolean() }),
]);
export type MaskReading = v.InferOutput<typeof maskReading>;

const maskGeometry = v.object({ kind: v.literal('mask'), box: pixelBox, counts: v.string() });

export const imageRequest = v.variant('kind', [
  v.object({ kind: v.literal('ping') }),
  /**
   * Reads the header and the pixels once: size, kind, value range, hash. With `cacheFolder`, the thumbnail is made in
   * the same pass: `<cacheFolder>/<contentHash>/thumbnail.webp`.
   */
  v.object({ kind: v.literal('probe'), id: count, file: v.string(), cacheFolder: v.nullable(v.string()) }),
  /** Writes every tile of the pyramid (tilePyramid.ts) into `folder`, coarse levels first. */
  v.object({
    kind: v.literal('pyramid'),
    id: count,
    file: v.string(),
    /** The file must still be this one. */
    contentHash: v.string(),
    folder: v.string(),
  }),
  /** Writes a WebP picture, longest side `size`. */
  v.object({
    kind: v.literal('thumbnail'),
    id: count,
    file: v.string(),
    contentHash: v.string(),
    target: v.string(),
    size: count,
    /** `null`: the whole range of 8-bit images, the value range of 16-bit images. */
    window: v.nullable(displayWindow),
  }),
  /** Reads a mask file; it must be as large as its image. */
  v.object({
    kind: v.literal('maskObjects'),
    id: count,
    file: v.string(),
    width: count,
    height: count,
    reading: maskReading,
  }),
]);
export type ImageRequest = v.InferOutput<typeof imageRequest>;

export const probedImage = v.object({
  width: count,
  height: count,
  channels: v.picklist([1, 3]),
  bitDepth: v.picklist([8, 16]),
  valueRange: displayWindow,
  pixelSpacing: v.nullable(v.object({ xMm: v.number(), yMm: v.number() })),
  byteSize: count,
  contentHash: v.string(),
});
export type ProbedImage = v.InferOutput<typeof probedImage>;

/** `value` is `null` where the file tells foreground from background only. */
export const maskObjects = v.object({
  objects: v.array(v.object({ value: v.nullable(count), mask: maskGeometry })),
  /** Values other than 0 that no label was given for. */
  unlabelled: v.array(v.object({ value: count, pixels: count })),
});
export type MaskObjects = v.InferOutput<typeof maskObjects>;

export const imageReply = v.variant('kind', [
  v.object({ kind: v.literal('pong') }),
  v.object({ kind: v.literal('probed'), id: count, image: probedImage }),
  /** One row of tiles is whole; more follow until `written`. */
  v.object({ kind: v.literal('tilesWritten'), id: count, level: count, row: count }),
  v.object({ kind: v.literal('written'), id: count }),
  v.object({ kind: v.literal('maskObjects'), id: count, found: maskObjects }),
  v.object({
    kind: v.literal('failed'),
    id: count,
    code: v.picklist(errorCodes),
    message: v.string(),
    cause: v.string(),
  }),
]);
export type ImageReply = v.InferOutput<typeof imageReply>;

// ---- inference worker: `node workers/inference/entry.ts` -----------------------------------------------------------

export const inferenceRequest = v.variant('kind', [
  v.object({ kind: v.literal('ping') }),
  /** Opens `<modelFolder>/model.onnx` with `card.json`; replaces an earlier model. */
  v.object({
    kind: v.literal('open'),
    id: count,
    modelFolder: v.string(),
    device: v.picklist(['auto', ...sessionDevice.options]),
    known: deviceMemory,
  }),
  /** Instances of one image, tiled with overlap where it is large. */
  v.object({ kind: v.literal('predict'), id: count, file: v.string() }),
]);
export type InferenceRequest = v.InferOutput<typeof inferenceRequest>;

export const predictedInstance = v.object({
  /** Class of the network: 1 is the card's first label. */
  classIndex: count,
  score: v.number(),
  geometry: v.object({ kind: v.literal('mask'), box: pixelBox, counts: v.string() }),
});
export type PredictedInstance = v.InferOutput<typeof predictedInstance>;

export const inferenceReply = v.variant('kind', [
  v.object({ kind: v.literal('pong') }),
  /** On the way to `opened`. */
  v.object({ ...deviceFound, id: count }),
  v.object({ kind: v.literal('opened'), id: count, device: sessionDevice, trials: v.array(deviceTrial) }),
  v.object({ kind: v.literal('predicted'), id: count, instances: v.array(predictedInstance), durationMs: v.number() }),
  v.object({
    kind: v.literal('failed'),
    id: count,
    code: v.picklist(errorCodes),
    message: v.string(),
    cause: v.string(),
  }),
]);
export type InferenceReply = v.InferOutput<typeof inferenceReply>;
