import * as v from 'valibot';
import { wheelChoices } from '../canvas/wheelMeaning.ts';
import { readStored, writeStored } from './storedValue.ts';

const storageKey = 'maskwright.labelling';

const schema = v.object({
  /** Tools at the right and panels at the left, so that a left hand does not cover what it works on. */
  leftHanded: v.optional(v.boolean(), false),
  /** Whether free-hand lines are smoothed when they end, and by how many pixels of the screen they may move. */
  smoothsLines: v.optional(v.boolean(), false),
  smoothingPx: v.optional(v.pipe(v.number(), v.minValue(1), v.maxValue(10)), 3),
  /** Whether a pen that is pressed harder paints a broader stroke. */
  penPressure: v.optional(v.boolean(), true),
  wheel: v.optional(v.picklist(wheelChoices), 'zoom'),
});
type LabellingValues = v.InferOutput<typeof schema>;

/** How the person likes to label; kept on this machine. */
class LabellingPreferences {
  #values = $state.raw<LabellingValues>(readStored(storageKey, schema, v.getDefaults(schema) as LabellingValues));

  get values(): Readonly<LabellingValues> {
    return this.#values;
  }

  change(changes: Partial<LabellingValues>): void {
    this.#values = { ...this.#values, ...changes };
    writeStored(storageKey, this.#values);
  }
}

export const labellingPreferences = new LabellingPreferences();
