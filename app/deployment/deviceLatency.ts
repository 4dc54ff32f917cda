import * as v from 'valibot';

/** What a finished model can run on. */
const latencyDevice = v.picklist(['cpu', 'webgpu', 'cuda']);
const positive = v.pipe(v.number(), v.gtValue(0), v.finite());
const timestamp = v.pipe(v.number(), v.integer(), v.minValue(0));

/** How long a model takes on one device for a tile of the side in pixels that it predicts with. */
export const deviceLatency = v.variant('kind', [
  v.object({
    kind: v.literal('measured'),
    device: latencyDevice,
    tileSide: positive,
    /** Median of the runs after the first ones. */
    msPerTile: positive,
    megapixelsPerSecond: positive,
    /** What the process took beyond what it had before the model; `null` where a graphics card has it. */
    memoryBytes: v.nullable(positive),
    measuredAt: timestamp,
  }),
  v.object({ kind: v.literal('failed'), device: latencyDevice, reason: v.string(), measuredAt: timestamp }),
]);
export type DeviceLatency = v.InferOutput<typeof deviceLatency>;

/** `latency.json` beside a model: each device at most once. */
export const latencyFile = v.array(deviceLatency);
